-- Fields that a company makes itself. Their values lie in one column of each entity's table, told apart by the field's
-- name: numbers as numbers, references by their id, days and moments as text of fixed width.
create table field_definition (
    id            bigint      generated always as identity primary key,
    entity        text        not null,
    name          text        not null check (name ~ '^[a-z][a-zA-Z0-9]{0,39}$'),
    label_zh      text        not null,
    label_en      text        not null,
    help_zh       text,
    help_en       text,
    type          text        not null,
    ref_entity    text,
    scale         integer,
    required      boolean     not null default false,
    default_value jsonb,
    options       jsonb,
    pattern       text,
    least         text,
    most          text,
    max_length    integer,
    sortable      boolean     not null default false,
    listed        boolean     not null default false,
    field_group   text        not null default 'custom',
    position      integer     not null default 0,
    active        boolean     not null default true,
    version       integer     not null default 1,
    created_at    timestamptz not null,
    created_by    bigint,
    updated_at    timestamptz not null,
    updated_by    bigint,
    deleted_at    timestamptz,
    deleted_by    bigint
);
-- A name is never used again: old values and the log still speak of what it was.
create unique index field_definition_name on field_definition (entity, name);
create index field_definition_order on field_definition (entity, position, id) where deleted_at is null;

-- How such a value is read where it is compared and sorted. Immutable, so that an index may hold the result.
create function custom_date(text) returns date language sql immutable strict parallel safe
    return make_date(substr($1, 1, 4)::int, substr($1, 6, 2)::int, substr($1, 9, 2)::int);
create function custom_instant(text) returns timestamptz language sql immutable strict parallel safe
    return make_timestamp(substr($1, 1, 4)::int, substr($1, 6, 2)::int, substr($1, 9, 2)::int,
                          substr($1, 12, 2)::int, substr($1, 15, 2)::int, substr($1, 18, 9)::double precision)
           at time zone 'UTC';
create function custom_words(jsonb) returns text[] language sql immutable strict parallel safe
    return array(select jsonb_array_elements_text($1));

-- A constant default: no table is written anew. Customers, contacts, follow-ups and opportunities have had the column
-- from the start, and nothing in it.
alter table task        add column custom jsonb not null default '{}';
alter table product     add column custom jsonb not null default '{}';
alter table pipeline    add column custom jsonb not null default '{}';
alter table competitor  add column custom jsonb not null default '{}';
alter table tag         add column custom jsonb not null default '{}';
alter table app_user    add column custom jsonb not null default '{}';
alter table department  add column custom jsonb not null default '{}';
alter table role        add column custom jsonb not null default '{}';

-- Equality, where tables grow large. Rows without such values are not in it and cost it nothing.
create index customer_custom    on customer    using gin (custom jsonb_path_ops) where custom <> '{}';
create index contact_custom     on contact     using gin (custom jsonb_path_ops) where custom <> '{}';
create index follow_up_custom   on follow_up   using gin (custom jsonb_path_ops) where custom <> '{}';
create index opportunity_custom on opportunity using gin (custom jsonb_path_ops) where custom <> '{}';
create index task_custom        on task        using gin (custom jsonb_path_ops) where custom <> '{}';
create index product_custom     on product     using gin (custom jsonb_path_ops) where custom <> '{}';

create table tag_group (
    id bigint generated always as identity primary key,
    dimension text not null default 'STATIC',
    name text not null
);

create table tag (
    id         bigint      generated always as identity primary key,
    name       text        not null,
    dimension  text        not null default 'STATIC',
    color      text,
    description text,
    version    integer     not null default 1,
    created_at timestamptz not null,
    created_by bigint,
    updated_at timestamptz not null,
    updated_by bigint,
    deleted_at timestamptz,
    deleted_by bigint
);
create unique index tag_name on tag (lower(name)) where deleted_at is null;
create index tag_newest on tag (created_at desc, id desc) where deleted_at is null;
drop table tag_group;

-- The archive. `identity_mobile` is the primary contact's E.164 number while it must be unique.
-- Columns after `custom` are derived: kept by other records' changes, never raising `version`.
create table customer (
    id                bigint      generated always as identity primary key,
    code              text        not null,
    full_name         text        not null,
    short_name        text,
    former_name       text,
    kind              text        not null default 'COMPANY',
    industry          text        not null,
    company_size      text,
    grade             text        not null default 'UNRATED',
    lifecycle         text        not null default 'PROSPECT',
    dormancy          text        not null default 'NONE',
    strategic_value   text,
    source            text,
    region            text,
    province          text,
    city              text,
    address           text,
    website           text,
    phone             text,
    invoice_title     text,
    tax_number        text,
    parent_customer_id bigint     references customer,
    id_number         text,
    bank_account      text,
    budget_note       text,
    preference_note   text,
    demands           text[],
    demands_confirmed boolean     not null default false,
    budget_range      text,
    expected_purchase_date date,
    tag_ids           bigint[]    not null default '{}',
    files             bigint[]    not null default '{}',
    owner_id          bigint      references app_user,
    department_id     bigint      references department,
    identity_mobile   text,
    duplicate_reason  text,
    incomplete        boolean     not null default false,
    archived_at       timestamptz,
    custom            jsonb       not null default '{}',
    last_follow_up_at timestamptz,
    follow_up_method  text,
    follow_up_content text,
    next_action       text,
    next_action_at    timestamptz,
    total_amount      numeric(18,2) not null default 0,
    average_order_amount numeric(18,2),
    order_count       integer     not null default 0,
    first_order_at    timestamptz,
    last_order_at     timestamptz,
    satisfaction      smallint,
    activity_level    text,
    views30d          integer     not null default 0,
    value_score       smallint,
    rfm_segment       text,
    health_score      smallint,
    churn_risk        text,
    completeness      smallint    not null default 0,
    initials          text,
    search            text[]      not null default '{}',
    version           integer     not null default 1,
    created_at        timestamptz not null,
    created_by        bigint,
    updated_at        timestamptz not null,
    updated_by        bigint,
    deleted_at        timestamptz,
    deleted_by        bigint
);
create unique index customer_code on customer (code);
create unique index customer_identity_mobile on customer (identity_mobile)
    where deleted_at is null and duplicate_reason is null and identity_mobile is not null;
create index customer_newest on customer (created_at desc, id desc) where deleted_at is null;
create index customer_newest_of_owner on customer (owner_id, created_at desc, id desc) where deleted_at is null;
create index customer_newest_of_department on customer (department_id, created_at desc, id desc) where deleted_at is null;
create index customer_followed on customer (last_follow_up_at desc nulls last, id desc) where deleted_at is null;
create index customer_followed_of_owner on customer (owner_id, last_follow_up_at desc nulls last, id desc) where deleted_at is null;
create index customer_grade on customer (grade, created_at desc, id desc) where deleted_at is null;
create index customer_parent on customer (parent_customer_id) where parent_customer_id is not null;
create index customer_bin on customer (deleted_at desc) where deleted_at is not null;
create index customer_search on customer using gin (search);
create index customer_tags on customer using gin (tag_ids) where deleted_at is null;
alter table customer alter column search set statistics 1000;

-- owner_id and department_id repeat the customer's: the scope of a contact hangs on its customer.
create table contact (
    id            bigint      generated always as identity primary key,
    customer_id   bigint      not null references customer,
    is_primary    boolean     not null default false,
    name          text        not null,
    gender        text,
    title         text,
    role          text,
    mobile        text,
    phone         text,
    email         text,
    wecom_id      text,
    wechat_id     text,
    birthday      date,
    preferred_channel text,
    notes         text,
    owner_id      bigint,
    department_id bigint,
    custom        jsonb       not null default '{}',
    initials      text,
    search        text[]      not null default '{}',
    version       integer     not null default 1,
    created_at    timestamptz not null,
    created_by    bigint,
    updated_at    timestamptz not null,
    updated_by    bigint,
    deleted_at    timestamptz,
    deleted_by    bigint
);
create unique index contact_primary on contact (customer_id) where is_primary and deleted_at is null;
create index contact_customer on contact (customer_id, id);
create index contact_mobile on contact (mobile) where deleted_at is null;
create index contact_newest on contact (created_at desc, id desc) where deleted_at is null;
create index contact_newest_of_owner on contact (owner_id, created_at desc, id desc) where deleted_at is null;
create index contact_newest_of_department on contact (department_id, created_at desc, id desc) where deleted_at is null;
create index contact_search on contact using gin (search);
alter table contact alter column search set statistics 1000;

create table follow_up (
    id             bigint      generated always as identity primary key,
    customer_id    bigint      references customer,
    contact_id     bigint      references contact,
    opportunity_id bigint,
    lead_id        bigint,
    ticket_id      bigint,
    author_id      bigint      references app_user,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    method         text        not null,
    content        text        not null,
    next_action    text        not null,
    next_action_at timestamptz,
    intention_stage text,
    service_feedback text,
    location       jsonb,
    photos         bigint[]    not null default '{}',
    voice          bigint,
    owner_id       bigint,
    department_id  bigint,
    custom         jsonb       not null default '{}',
    version        integer     not null default 1,
    created_at     timestamptz not null,
    created_by     bigint,
    updated_at     timestamptz not null,
    updated_by     bigint,
    deleted_at     timestamptz,
    deleted_by     bigint
);
create index follow_up_customer on follow_up (customer_id, occurred_at desc, id desc) where deleted_at is null;
create index follow_up_newest on follow_up (occurred_at desc, id desc) where deleted_at is null;
create index follow_up_newest_of_owner on follow_up (owner_id, occurred_at desc, id desc) where deleted_at is null;
create index follow_up_newest_of_department on follow_up (department_id, occurred_at desc, id desc) where deleted_at is null;
create index follow_up_opportunity on follow_up (opportunity_id, occurred_at desc) where opportunity_id is not null;
create index follow_up_contact on follow_up (contact_id) where contact_id is not null;
create index follow_up_author on follow_up (author_id, occurred_at desc);

-- What every entity shares: the change log and its readers, numbering, choices, jobs, files, idempotent answers.

-- One append-only log of people's changes. `diff` is {"field":[old,new]}; encrypted fields stand there as ciphertext.
-- Readers take rows in (xid, id) order below the oldest transaction still open: nothing can appear behind a cursor.
create table change (
    xid        xid8        not null default pg_current_xact_id(),
    id         bigint      generated always as identity,
    at         timestamptz not null,
    actor_id   bigint,
    entity     text        not null,
    record_id  bigint      not null,
    version    integer     not null,
    kind       text        not null check (kind in ('CREATE','UPDATE','DELETE','RESTORE','PURGE')),
    cause      text,
    diff       jsonb       not null,
    primary key (id, at)
) partition by range (at);
create table change_default partition of change default;
create index change_record on change (entity, record_id, id desc);
create index change_order on change (xid, id);

create table change_reader (
    name       text primary key,
    epoch      text        not null,
    xid        xid8        not null,
    id         bigint      not null,
    read_at    timestamptz not null,
    done       bigint      not null default 0,
    failure    text
);

-- xid8 means nothing in another cluster: a restored or moved database gets a new epoch.
create table installation (
    only_row   boolean primary key default true check (only_row),
    epoch      text        not null,
    created_at timestamptz not null,
    version    text
);

create table setting (
    name       text primary key,
    value      jsonb       not null,
    updated_at timestamptz not null,
    updated_by bigint
);

create table choice_option (
    list       text        not null,
    code       text        not null,
    label_zh   text        not null,
    label_en   text        not null,
    position   integer     not null default 0,
    active     boolean     not null default true,
    primary key (list, code)
);

create table idempotent_answer (
    user_id    bigint      not null,
    key        text        not null,
    request    text        not null,
    status     integer,
    entity     text,
    record_id  bigint,
    created_at timestamptz not null,
    primary key (user_id, key)
);
create index idempotent_answer_age on idempotent_answer (created_at);

create table job (
    id           bigint      generated always as identity primary key,
    kind         text        not null,
    state        text        not null default 'QUEUED' check (state in ('QUEUED','RUNNING','DONE','FAILED','CANCELLED')),
    owner_id     bigint,
    params       jsonb       not null default '{}',
    checkpoint   jsonb       not null default '{}',
    done         bigint      not null default 0,
    total        bigint,
    result       jsonb,
    failure      text,
    error_file_id bigint,
    cancel_asked boolean     not null default false,
    claimed_by   text,
    heartbeat_at timestamptz,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz
);
create index job_waiting on job (id) where state in ('QUEUED','RUNNING');
create index job_owner on job (owner_id, id desc);

-- Bytes lie in the data folder under their digest; the row says who may read them.
create table file (
    id         bigint      generated always as identity primary key,
    name       text        not null,
    media_type text        not null,
    size       bigint      not null,
    digest     text        not null,
    entity     text,
    record_id  bigint,
    owner_id   bigint      not null,
    created_at timestamptz not null
);
create index file_record on file (entity, record_id);

create table record_share (
    entity     text        not null,
    record_id  bigint      not null,
    user_id    bigint      not null,
    can_edit   boolean     not null default false,
    created_at timestamptz not null,
    primary key (entity, user_id, record_id)
);
create index record_share_record on record_share (entity, record_id);

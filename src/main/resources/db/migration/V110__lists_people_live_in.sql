-- A list as somebody wants to see it again. TEAM is the owner's department, wherever he works by now.
create table list_view (
    id         bigint      generated always as identity primary key,
    version    integer     not null default 1,
    entity     text        not null,
    owner_id   bigint      not null references app_user,
    name       text        not null,
    visibility text        not null check (visibility in ('PRIVATE','TEAM','PUBLIC')),
    filter     jsonb,
    sort       text,
    columns    jsonb       not null default '[]',
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index list_view_name on list_view (owner_id, entity, lower(name));
create index list_view_shared on list_view (entity) where visibility <> 'PRIVATE';

-- What a person's list opens with: a stored view's id, or the name of one that comes with the program.
create table list_view_default (
    user_id    bigint      not null references app_user,
    entity     text        not null,
    view       text        not null,
    primary key (user_id, entity)
);

create table favourite (
    user_id    bigint      not null references app_user,
    entity     text        not null,
    record_id  bigint      not null,
    at         timestamptz not null,
    primary key (user_id, entity, record_id)
);
create table recent (
    user_id    bigint      not null references app_user,
    entity     text        not null,
    record_id  bigint      not null,
    at         timestamptz not null,
    primary key (user_id, entity, record_id)
);

-- The records one bulk job is about and what became of each. `version` is the record's after the change: as long as
-- it still stands, nobody has touched the record since and the change can be taken back.
create table bulk_item (
    job_id        bigint  not null references job on delete cascade,
    record_id     bigint  not null,
    known_version integer,
    outcome       text    check (outcome in ('CHANGED','SAME','REFUSED')),
    version       integer,
    reason        jsonb,
    undone        text    check (undone in ('BACK','LEFT')),
    undo_reason   jsonb,
    primary key (job_id, record_id)
);
create index bulk_item_waiting on bulk_item (job_id, record_id) where outcome is null;
create index bulk_item_changed on bulk_item (job_id, record_id) where outcome = 'CHANGED' and undone is null;

-- A bulk job is taken back once.
create table bulk_undo (
    job_id     bigint      primary key references job on delete cascade,
    undo_id    bigint      not null references job on delete cascade
);

-- What somebody had to say about a change, such as a hand-over note; found by the cause in the log.
create table change_note (
    cause      text        primary key,
    note       text        not null
);

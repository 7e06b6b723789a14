create table department (
    id         bigint      generated always as identity primary key,
    name       text        not null,
    parent_id  bigint      references department,
    manager_id bigint,
    position   integer     not null default 0,
    version    integer     not null default 1,
    created_at timestamptz not null,
    created_by bigint,
    updated_at timestamptz not null,
    updated_by bigint,
    deleted_at timestamptz,
    deleted_by bigint
);
create index department_parent on department (parent_id);
create index department_newest on department (created_at desc, id desc) where deleted_at is null;

create table app_user (
    id             bigint      generated always as identity primary key,
    username       text        not null,
    display_name   text        not null,
    email          text,
    mobile         text,
    title          text,
    department_id  bigint      references department,
    manager_id     bigint      references app_user,
    active         boolean     not null default true,
    password_hash  text,
    must_change_password boolean not null default true,
    failed_logins  integer     not null default 0,
    locked_until   timestamptz,
    last_login_at  timestamptz,
    locale         text        not null default 'zh-CN',
    theme          text        not null default 'system',
    rights_epoch   bigint      not null default 0,
    version        integer     not null default 1,
    created_at     timestamptz not null,
    created_by     bigint,
    updated_at     timestamptz not null,
    updated_by     bigint,
    deleted_at     timestamptz,
    deleted_by     bigint
);
create unique index app_user_username on app_user (lower(username)) where deleted_at is null;
create index app_user_department on app_user (department_id);
create index app_user_manager on app_user (manager_id);
create index app_user_newest on app_user (created_at desc, id desc) where deleted_at is null;

create table role (
    id          bigint      generated always as identity primary key,
    code        text,
    name        text        not null,
    description text,
    built_in    boolean     not null default false,
    permissions jsonb       not null default '[]',
    version     integer     not null default 1,
    created_at  timestamptz not null,
    created_by  bigint,
    updated_at  timestamptz not null,
    updated_by  bigint,
    deleted_at  timestamptz,
    deleted_by  bigint
);
create unique index role_name on role (lower(name)) where deleted_at is null;
create index role_newest on role (created_at desc, id desc) where deleted_at is null;

create table user_role (
    user_id bigint not null references app_user on delete cascade,
    role_id bigint not null references role on delete cascade,
    primary key (user_id, role_id)
);
create index user_role_role on user_role (role_id);

-- Only digests of secrets are kept.
create table session (
    token_digest bytea       primary key,
    id           bigint      generated always as identity,
    user_id      bigint      not null references app_user on delete cascade,
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    expires_at   timestamptz not null,
    address      text,
    user_agent   text
);
create index session_by_user on session (user_id);
create index session_expiry on session (expires_at);

create table access_token (
    token_digest bytea       primary key,
    id           bigint      generated always as identity,
    user_id      bigint      not null references app_user on delete cascade,
    name         text        not null,
    created_at   timestamptz not null,
    used_at      timestamptz,
    expires_at   timestamptz
);
create index access_token_user on access_token (user_id);

create table audit_entry (
    id         bigint      generated always as identity,
    at         timestamptz not null,
    actor_id   bigint,
    actor_name text,
    action     text        not null,
    entity     text,
    record_id  bigint,
    address    text,
    detail     jsonb       not null default '{}',
    primary key (id, at)
) partition by range (at);
create table audit_entry_default partition of audit_entry default;
create index audit_entry_newest on audit_entry (at desc, id desc);
create index audit_entry_actor on audit_entry (actor_id, at desc);

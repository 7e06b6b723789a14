-- Signing in: how long a session lasts, how often a name has failed, and the audit trail as a readable entity.

alter table session add column remember boolean not null default false;

-- Failures in a row of every name tried, whether a user bears it or not: so a lock tells nobody who exists.
create table login_failure (
    username     text        primary key,
    failures     integer     not null,
    failed_at    timestamptz not null,
    locked_until timestamptz
);
create index login_failure_age on login_failure (failed_at);

alter table app_user
    drop column failed_logins,
    drop column locked_until,
    drop column rights_epoch;

-- A person's roles stand in his own row, so that they have versions and history like his other fields.
alter table app_user
    add column role_ids bigint[] not null default '{}',
    add column search text[] not null default '{}',
    add column initials text;
update app_user u set role_ids = array(select role_id from user_role x where x.user_id = u.id order by role_id);
drop table user_role;
create index app_user_role on app_user using gin (role_ids);
create index app_user_search on app_user using gin (search);
create index app_user_newest_of_department on app_user (department_id, created_at desc, id desc) where deleted_at is null;

-- The audit trail in the shape of a record, for reading only.
create view audit_record as
select id, 1 as version, at as created_at, actor_id as created_by, at as updated_at, actor_id as updated_by,
       null::timestamptz as deleted_at, null::bigint as deleted_by,
       actor_name, action, entity, record_id, address, detail
from audit_entry;
create index audit_entry_action on audit_entry (action, at desc, id desc);
create index audit_entry_record on audit_entry (entity, record_id, at desc) where record_id is not null;

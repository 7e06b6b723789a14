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

-- The audit trail in the shape of a record, for reading only.
create view audit_record as
select id, 1 as version, at as created_at, actor_id as created_by, at as updated_at, actor_id as updated_by,
       null::timestamptz as deleted_at, null::bigint as deleted_by,
       actor_name, action, entity, record_id, address, detail
from audit_entry;
create index audit_entry_action on audit_entry (action, at desc, id desc);
create index audit_entry_record on audit_entry (entity, record_id, at desc) where record_id is not null;

-- What somebody has to do until when, often about a customer or an opportunity.
create table task (
    id              bigint      generated always as identity primary key,
    title           text        not null,
    notes           text,
    owner_id        bigint      references app_user,
    department_id   bigint      references department,
    due_at          timestamptz,
    priority        text        not null default 'NORMAL',
    state           text        not null default 'OPEN' check (state in ('OPEN', 'DONE', 'CANCELLED')),
    done_at         timestamptz,
    repeats         text        not null default 'NONE',
    repeats_from    timestamptz,
    customer_id     bigint      references customer,
    contact_id      bigint      references contact,
    opportunity_id  bigint      references opportunity,
    follow_up_id    bigint      references follow_up,
    initials        text,
    search          text[]      not null default '{}',
    version         integer     not null default 1,
    created_at      timestamptz not null,
    created_by      bigint,
    updated_at      timestamptz not null,
    updated_by      bigint,
    deleted_at      timestamptz,
    deleted_by      bigint
);
create index task_newest on task (created_at desc, id desc) where deleted_at is null;
create index task_newest_of_owner on task (owner_id, created_at desc, id desc) where deleted_at is null;
create index task_newest_of_department on task (department_id, created_at desc, id desc) where deleted_at is null;
create index task_newest_of_pool on task (created_at desc, id desc) where owner_id is null and deleted_at is null;
-- The day of a person: what is open, by when it is due.
create index task_open_of_owner on task (owner_id, due_at, id) where state = 'OPEN' and deleted_at is null;
create index task_customer on task (customer_id, created_at desc) where customer_id is not null;
create index task_opportunity on task (opportunity_id) where opportunity_id is not null;
-- A talk plans one next step at a time.
create unique index task_of_follow_up on task (follow_up_id) where state = 'OPEN' and deleted_at is null;
create index task_search on task using gin (search) with (gin_pending_list_limit = 256);

create table task_step (
    id              bigint      generated always as identity primary key,
    task_id         bigint      not null references task,
    position        integer     not null default 0,
    text            text        not null,
    done            boolean     not null default false
);
create index task_step_parent on task_step (task_id, position);

-- A file on its way into an entity. The rows stay in the uploaded file, which is deleted after the commit;
-- `samples` and `problems` quote cells and are sealed.
create table import (
    id          bigint      generated always as identity primary key,
    owner_id    bigint      not null references app_user,
    entity      text        not null,
    file_name   text        not null,
    size        bigint      not null,
    format      text        not null,
    encoding    text,
    sheets      jsonb       not null,
    sheet       text        not null,
    header_row  integer     not null,
    columns     jsonb       not null,
    samples     text        not null,
    row_count   bigint,
    state       text        not null check (state in
        ('UPLOADED','MAPPED','CHECKING','CHECKED','COMMITTING','DONE','FAILED','CANCELLED')),
    duplicates  text        check (duplicates in ('SKIP','FILL','OVERWRITE')),
    job_id      bigint,
    counts      jsonb       not null default '{}',
    problems    text,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    finished_at timestamptz
);
create index import_owner on import (owner_id, id desc);
create index import_age on import (created_at);

-- Which rows were rejected and why, as ["field","code",arguments…]; no value of a cell.
create table import_rejection (
    import_id  bigint  not null references import on delete cascade,
    row_number bigint  not null,
    reasons    jsonb   not null,
    primary key (import_id, row_number)
);

create table product (
    id          bigint      generated always as identity primary key,
    code        text        not null,
    name        text        not null,
    category    text,
    unit        text,
    price       numeric(18,2),
    active      boolean     not null default true,
    version     integer     not null default 1,
    created_at  timestamptz not null,
    created_by  bigint,
    updated_at  timestamptz not null,
    updated_by  bigint,
    deleted_at  timestamptz,
    deleted_by  bigint
);
create unique index product_code on product (lower(code)) where deleted_at is null;
create index product_newest on product (created_at desc, id desc) where deleted_at is null;

-- A pipeline's stages are its child list; `next` holds the codes a card may move to.
create table pipeline (
    id          bigint      generated always as identity primary key,
    name        text        not null,
    is_default  boolean     not null default false,
    version     integer     not null default 1,
    created_at  timestamptz not null,
    created_by  bigint,
    updated_at  timestamptz not null,
    updated_by  bigint,
    deleted_at  timestamptz,
    deleted_by  bigint
);
create unique index pipeline_default on pipeline (is_default) where is_default and deleted_at is null;
create index pipeline_newest on pipeline (created_at desc, id desc) where deleted_at is null;

create table pipeline_stage (
    id          bigint      generated always as identity primary key,
    pipeline_id bigint      not null references pipeline,
    position    integer     not null default 0,
    code        text        not null,
    name        text        not null,
    name_en     text,
    probability numeric(5,2) not null,
    outcome     text        not null default 'OPEN' check (outcome in ('OPEN','WON','LOST')),
    next        text[],
    max_days    integer
);
create unique index pipeline_stage_code on pipeline_stage (pipeline_id, code);

create table opportunity (
    id              bigint      generated always as identity primary key,
    code            text        not null,
    name            text        not null,
    customer_id     bigint      not null references customer,
    owner_id        bigint      references app_user,
    department_id   bigint      references department,
    expected_amount numeric(18,2) not null,
    confirmed_amount numeric(18,2) not null,
    amount_reason   text,
    expected_close_date date    not null,
    source          text        not null,
    lead_acquired_at date       not null,
    pipeline_id     bigint      not null references pipeline,
    stage           text        not null,
    stage_entered_at timestamptz not null,
    competitors     text[],
    advantage       text,
    probability     numeric(5,2) not null,
    probability_status text     not null default 'PROPOSED',
    probability_confirmed_by bigint,
    risk_note       text,
    budget          numeric(18,2),
    contract_status text,
    follow_status   text        not null default 'UNHANDLED',
    close_reason    text,
    close_note      text,
    closed_at       timestamptz,
    tag_ids         bigint[]    not null default '{}',
    custom          jsonb       not null default '{}',
    last_follow_up_at timestamptz,
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
create unique index opportunity_code on opportunity (code);
create index opportunity_newest on opportunity (created_at desc, id desc) where deleted_at is null;
create index opportunity_newest_of_owner on opportunity (owner_id, created_at desc, id desc) where deleted_at is null;
create index opportunity_newest_of_department on opportunity (department_id, created_at desc, id desc) where deleted_at is null;
create index opportunity_customer on opportunity (customer_id, created_at desc) where deleted_at is null;
create index opportunity_board on opportunity (pipeline_id, stage, expected_amount desc, id desc) where deleted_at is null;
create index opportunity_search on opportunity using gin (search);
alter table opportunity alter column search set statistics 1000;
alter table follow_up add constraint follow_up_opportunity_fk foreign key (opportunity_id) references opportunity;

create table opportunity_line (
    id             bigint      generated always as identity primary key,
    opportunity_id bigint      not null references opportunity,
    position       integer     not null default 0,
    product_id     bigint      references product,
    name           text        not null,
    quantity       numeric(14,3) not null default 1,
    unit_price     numeric(18,2) not null default 0,
    discount       numeric(5,2) not null default 0,
    amount         numeric(18,2) not null default 0
);
create index opportunity_line_parent on opportunity_line (opportunity_id, position);

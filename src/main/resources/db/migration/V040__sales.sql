-- Competitors are records, so that wins and losses against each can be counted.
create table competitor (
    id         bigint      generated always as identity primary key,
    name       text        not null,
    website    text,
    strengths  text,
    weaknesses text,
    version    integer     not null default 1,
    created_at timestamptz not null,
    created_by bigint,
    updated_at timestamptz not null,
    updated_by bigint,
    deleted_at timestamptz,
    deleted_by bigint
);
create unique index competitor_name on competitor (lower(name)) where deleted_at is null;

alter table opportunity drop column competitors;
alter table opportunity add column competitors bigint[] not null default '{}';
create index opportunity_competitors on opportunity using gin (competitors) where deleted_at is null;

-- Why it went back, or was opened again.
alter table opportunity add column stage_note text;

-- The board reads the first cards of each stage per branch of what somebody may see.
create index opportunity_board_of_owner on opportunity
    (owner_id, pipeline_id, stage, expected_amount desc, id desc) where deleted_at is null;
create index opportunity_board_of_department on opportunity
    (department_id, pipeline_id, stage, expected_amount desc, id desc) where deleted_at is null;
create index opportunity_bin on opportunity (deleted_at desc) where deleted_at is not null;

-- The default pipeline. It comes with the program, so it bears the date of the program's first version.
insert into pipeline (name, is_default, created_at, updated_at)
values ('标准销售流程', true, '2026-01-01 00:00:00+00', '2026-01-01 00:00:00+00');

insert into pipeline_stage (pipeline_id, position, code, name, name_en, probability, outcome, max_days)
select p.id, s.position, s.code, s.name, s.name_en, s.probability, s.outcome, s.max_days
from pipeline p, (values
    (0, 'LEAD_CONFIRMED', '线索确认', 'Lead confirmed',   10, 'OPEN', 14),
    (1, 'NEEDS_ANALYSIS', '需求分析', 'Needs analysis',   30, 'OPEN', 21),
    (2, 'PROPOSAL_DEMO',  '方案演示', 'Proposal and demo', 50, 'OPEN', 14),
    (3, 'NEGOTIATION',    '商务谈判', 'Negotiation',      70, 'OPEN', 21),
    (4, 'CONTRACT',       '合同签订', 'Contract',         90, 'OPEN', 14),
    (5, 'WON',            '成交',     'Won',             100, 'WON',  null),
    (6, 'LOST',           '流失',     'Lost',              0, 'LOST', null)
) as s (position, code, name, name_en, probability, outcome, max_days)
where p.is_default;

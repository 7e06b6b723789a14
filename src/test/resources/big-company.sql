-- A company for the tests of plans: 60,000 customers of skewed owners with as many contacts and talks, and half as many
-- opportunities. Half of the customers belong to a tenth of the owners; every fifth name holds a common word, one in a
-- thousand a rare one.
insert into department (id, name, created_at, updated_at) overriding system value
  select d, 'd' || d, timestamptz '2026-01-01', timestamptz '2026-01-01' from generate_series(1, 11) d;
insert into app_user (id, username, display_name, department_id, created_at, updated_at) overriding system value
  select u, 'plan' || u, 'u' || u, 1 + u % 10, timestamptz '2026-01-01', timestamptz '2026-01-01' from generate_series(1, 100) u;
create function words(n int, r bigint) returns text[] immutable language sql as $$
  select array['c:' || n, 'n:' || left(md5(n::text), 2), 'n:' || substr(md5(n::text), 7, 3), 'm:' || lpad((r % 10000)::text, 4, '0')]
    || case when r / 20 % 5 = 0 then array['n:有限'] else '{}' end
    || case when r / 7 % 5 < 3 then array['n:公司'] else '{}' end
    || case when r / 100 % 1000 = 0 then array['n:恒拓'] else '{}' end
$$;
insert into customer (id, code, full_name, industry, grade, owner_id, department_id, search, last_follow_up_at, created_at, updated_at)
  overriding system value
  select n, 'CRM2026' || n, 'n' || n, case when r % 4 = 0 then 'MANUFACTURING' else 'IT' end,
    case when r / 4 % 5 = 0 then 'KEY' else 'NORMAL' end, o, coalesce(1 + o % 10, 11), words(n, r),
    case when r / 16 % 3 > 0 then timestamptz '2026-01-01' + n * interval '7 minutes' end,
    timestamptz '2024-01-01' + n * interval '10 minutes', timestamptz '2026-01-01'
  from (select n, hashint8(n)::bigint + 2147483648 r, case when n % 16 = 3 then null when n % 2 = 0 then 1 + (hashint8(n * 7)::bigint + 2147483648) % 10
      else 1 + (hashint8(n * 7)::bigint + 2147483648) % 100 end o from generate_series(1, 60000) n) s;
-- one customer that people have dealt with for years
update customer set owner_id = 1, department_id = 2 where id = 30000;
insert into contact (customer_id, is_primary, name, role, owner_id, department_id, search, created_at, updated_at)
  select id, true, 'k' || id, case when id % 7 = 0 then 'PURCHASER' else 'USER' end, owner_id, department_id, search,
    created_at, updated_at from customer;
insert into opportunity (code, name, customer_id, owner_id, department_id, expected_amount, confirmed_amount, expected_close_date, source,
    lead_acquired_at, pipeline_id, stage, stage_entered_at, probability, search, last_follow_up_at, created_at, updated_at)
  select 'SO' || id, 'o' || id, id, coalesce(owner_id, 50), department_id, 1000 + r % 100000, 0, date '2026-01-01' + (r % 400)::int, 'PHONE_IN',
    '2025-01-01', (select min(id) from pipeline),
    (array['WON','LOST','WON','LOST','WON','LOST','LEAD_CONFIRMED','NEEDS_ANALYSIS','PROPOSAL_DEMO','NEGOTIATION','CONTRACT','LOST'])[1 + r / 2 % 12],
    created_at, 50, search, last_follow_up_at, created_at, updated_at
  from (select customer.*, (hashint8(id * 3)::bigint + 2147483648) r from customer) c
  where r % 2 = 0 or id = 30000;
insert into follow_up (customer_id, author_id, occurred_at, recorded_at, method, content, next_action, owner_id, department_id, created_at, updated_at)
  select id, coalesce(owner_id, 50), created_at + interval '1 day', created_at + interval '1 day',
    case when id % 9 = 0 then 'VISIT' else 'PHONE' end, 't' || id, 'NONE', owner_id, department_id, created_at, updated_at
  from customer;
insert into change (at, actor_id, entity, record_id, version, kind, diff)
  select created_at, 1, entity, id, 1, 'CREATE', '{"city":[null,"x"]}'
  from (select 'customers' as entity, id, created_at from customer union all select 'contacts', id, created_at from contact
    union all select 'opportunities', id, created_at from opportunity) r;
insert into follow_up (customer_id, author_id, occurred_at, recorded_at, method, content, next_action, owner_id, department_id, created_at, updated_at)
  select id, 1, created_at + n * interval '1 hour', created_at, 'PHONE', 't', 'NONE', owner_id, department_id, created_at, updated_at
  from customer, generate_series(1, 2000) n where id = 30000;
insert into contact (customer_id, name, owner_id, department_id, created_at, updated_at)
  select id, 'm' || n, owner_id, department_id, created_at, updated_at from customer, generate_series(1, 30) n where id = 30000;
insert into change (at, actor_id, entity, record_id, version, kind, diff)
  select created_at + n * interval '1 hour', 1, 'customers', id, n + 2, 'UPDATE', '{"city":["x","y"]}'
  from customer, generate_series(1, 2000) n where id = 30000;
vacuum analyze customer;
vacuum analyze contact;
vacuum analyze opportunity;
vacuum analyze follow_up;
vacuum analyze change

\set serial random(1, 9000000000000)
begin;
insert into customer (code, full_name, industry, owner_id, department_id, identity_mobile, search, initials, completeness, incomplete, created_at, created_by, updated_at, updated_by)
values ('PGB' || :serial, '测量' || :serial || '机械有限公司', 'MANUFACTURING', 1, 1, '+86' || :serial,
  array['c:pgb' || :serial, 'c:' || :serial, 'n:测量', 'n:机械', 'n:械有', 'n:有限', 'n:限公', 'n:公司', 'n:量' || left(:serial::text, 1),
    'n:' || left(:serial::text, 2), 'n:' || substr(:serial::text, 3, 2), 'n:' || substr(:serial::text, 5, 2), 'p:cl', 'p:jx', 'p:xy', 'p:yx', 'p:xg', 'p:gs', 'k:王测', 'k:测量',
    'm:8613', 'm:6139', 'm:1390', 'm:' || left(:serial::text, 4), 'm:' || substr(:serial::text, 2, 4), 'm:' || substr(:serial::text, 3, 4), 'm:' || right(:serial::text, 4)],
  'cljxyxgs', 31, true, statement_timestamp(), 1, statement_timestamp(), 1)
returning id as customer \gset
insert into contact (is_primary, customer_id, name, mobile, owner_id, department_id, search, initials, created_at, created_by, updated_at, updated_by)
values (true, :customer, '王测量', '+86' || :serial, 1, 1,
  array['n:王测', 'n:测量', 'p:wc', 'p:cl', 'm:8613', 'm:6139', 'm:1390', 'm:' || left(:serial::text, 4), 'm:' || substr(:serial::text, 2, 4), 'm:' || right(:serial::text, 4)],
  'wcl', statement_timestamp(), 1, statement_timestamp(), 1)
returning id as contact \gset
insert into change (at, actor_id, entity, record_id, version, kind, cause, diff) values (statement_timestamp(), 1, 'contacts', :contact, 1, 'CREATE', 'customers',
  jsonb_build_object('customerId', jsonb_build_array(null, :customer::text), 'name', jsonb_build_array(null, '王测量'), 'mobile', jsonb_build_array(null, '+86' || :serial)));
insert into change (at, actor_id, entity, record_id, version, kind, diff) values (statement_timestamp(), 1, 'customers', :customer, 1, 'CREATE',
  jsonb_build_object('code', jsonb_build_array(null, 'PGB' || :serial), 'industry', jsonb_build_array(null, 'MANUFACTURING'), 'primaryContact.name', jsonb_build_array(null, '王测量'), 'primaryContact.mobile', jsonb_build_array(null, '+86' || :serial)));
commit;

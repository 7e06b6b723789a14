\set serial random(1, 9000000000000)
begin;
insert into customer (code, full_name, industry, owner_id, department_id, identity_mobile, search, initials, completeness, incomplete, created_at, created_by, updated_at, updated_by)
values ('PGB' || :serial, '测量' || :serial || '机械有限公司', 'MANUFACTURING', 1, 1, '+86' || :serial,
  array['c' || chr(58) || 'pgb' || :serial, 'c' || chr(58) || '' || :serial, 'n' || chr(58) || '测量', 'n' || chr(58) || '机械', 'n' || chr(58) || '械有', 'n' || chr(58) || '有限', 'n' || chr(58) || '限公', 'n' || chr(58) || '公司', 'n' || chr(58) || '量' || left(:serial::text, 1),
    'n' || chr(58) || '' || left(:serial::text, 2), 'n' || chr(58) || '' || substr(:serial::text, 3, 2), 'n' || chr(58) || '' || substr(:serial::text, 5, 2), 'p' || chr(58) || 'cl', 'p' || chr(58) || 'jx', 'p' || chr(58) || 'xy', 'p' || chr(58) || 'yx', 'p' || chr(58) || 'xg', 'p' || chr(58) || 'gs', 'k' || chr(58) || '王测', 'k' || chr(58) || '测量',
    'm' || chr(58) || '8613', 'm' || chr(58) || '6139', 'm' || chr(58) || '1390', 'm' || chr(58) || '' || left(:serial::text, 4), 'm' || chr(58) || '' || substr(:serial::text, 2, 4), 'm' || chr(58) || '' || substr(:serial::text, 3, 4), 'm' || chr(58) || '' || right(:serial::text, 4)],
  'cljxyxgs', 31, true, statement_timestamp(), 1, statement_timestamp(), 1)
returning id as customer \gset
insert into contact (is_primary, customer_id, name, mobile, owner_id, department_id, search, initials, created_at, created_by, updated_at, updated_by)
values (true, :customer, '王测量', '+86' || :serial, 1, 1,
  array['n' || chr(58) || '王测', 'n' || chr(58) || '测量', 'p' || chr(58) || 'wc', 'p' || chr(58) || 'cl', 'm' || chr(58) || '8613', 'm' || chr(58) || '6139', 'm' || chr(58) || '1390', 'm' || chr(58) || '' || left(:serial::text, 4), 'm' || chr(58) || '' || substr(:serial::text, 2, 4), 'm' || chr(58) || '' || right(:serial::text, 4)],
  'wcl', statement_timestamp(), 1, statement_timestamp(), 1)
returning id as contact \gset
insert into change (at, actor_id, entity, record_id, version, kind, cause, diff) values (statement_timestamp(), 1, 'contacts', :contact, 1, 'CREATE', 'customers',
  jsonb_build_object('customerId', jsonb_build_array(null, :customer::text), 'name', jsonb_build_array(null, '王测量'), 'mobile', jsonb_build_array(null, '+86' || :serial)));
insert into change (at, actor_id, entity, record_id, version, kind, diff) values (statement_timestamp(), 1, 'customers', :customer, 1, 'CREATE',
  jsonb_build_object('code', jsonb_build_array(null, 'PGB' || :serial), 'industry', jsonb_build_array(null, 'MANUFACTURING'), 'primaryContact.name', jsonb_build_array(null, '王测量'), 'primaryContact.mobile', jsonb_build_array(null, '+86' || :serial)));
commit;

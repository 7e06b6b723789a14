-- A number whose second customer was allowed on purpose must still be found by the check that names the first:
-- one index for both, where an allowed duplicate differs from all others by its id.
drop index customer_identity_mobile;
create unique index customer_identity_mobile on customer
    (identity_mobile, (case when duplicate_reason is null then 0 else id end))
    where deleted_at is null and identity_mobile is not null;

-- Codes sort by year, then by number: CRM2024999 before CRM20241000.
create index customer_code_order on customer
    ((left(code, 7) || lpad(substr(code, 8), 20, '0')) desc, id desc) where deleted_at is null;

-- A voice note is a file like the photos.
alter table follow_up drop column voice;
alter table follow_up add column voice bigint[] not null default '{}';

-- Finds a customer by its whole name: rows of an import without a mobile number, and the order by name.
create index customer_name on customer (full_name, id) where deleted_at is null;

-- The orders of the board's columns, for the list: the largest first, and those that should close next.
create index opportunity_amount on opportunity (expected_amount desc, id desc) where deleted_at is null;
create index opportunity_amount_of_owner on opportunity (owner_id, expected_amount desc, id desc) where deleted_at is null;
create index opportunity_amount_of_department on opportunity (department_id, expected_amount desc, id desc)
    where deleted_at is null;
create index opportunity_closing on opportunity (expected_close_date, id) where deleted_at is null;
create index opportunity_closing_of_owner on opportunity (owner_id, expected_close_date, id) where deleted_at is null;
create index opportunity_closing_of_department on opportunity (department_id, expected_close_date, id)
    where deleted_at is null;

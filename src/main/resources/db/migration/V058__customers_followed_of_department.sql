-- A department's customers by their last talk, as its manager looks for those nobody met.
create index customer_followed_of_department on customer (department_id, last_follow_up_at desc nulls last, id desc)
    where deleted_at is null;

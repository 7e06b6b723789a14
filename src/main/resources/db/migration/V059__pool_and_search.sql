-- The public pool in the order of its lists: "no owner" is no value that the index by owner could be walked for.
create index customer_newest_of_pool on customer (created_at desc, id desc) where owner_id is null and deleted_at is null;
create index customer_followed_of_pool on customer (last_follow_up_at desc nulls last, id desc)
    where owner_id is null and deleted_at is null;
create index contact_newest_of_pool on contact (created_at desc, id desc) where owner_id is null and deleted_at is null;
create index follow_up_newest_of_pool on follow_up (occurred_at desc, id desc) where owner_id is null and deleted_at is null;

-- Every search reads what new records have not yet been sorted into the index: let that stay short.
alter index customer_search set (gin_pending_list_limit = 256);
alter index contact_search set (gin_pending_list_limit = 256);
alter index opportunity_search set (gin_pending_list_limit = 256);

-- 3,000 words known to the planner tell rare from common; 10,000 took longer to look through than the search.
alter table customer alter column search set statistics 300;
alter table contact alter column search set statistics 300;
alter table opportunity alter column search set statistics 300;
analyze customer (search);
analyze contact (search);
analyze opportunity (search);

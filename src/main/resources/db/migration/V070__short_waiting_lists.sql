-- A search reads all that has not been sorted into its index yet (25 ms for 4 MB of it at a million customers). Where an
-- index has been made anew since this was first said, it was forgotten.
alter index customer_search set (gin_pending_list_limit = 256);
alter index contact_search set (gin_pending_list_limit = 256);
alter index opportunity_search set (gin_pending_list_limit = 256);
alter index app_user_search set (gin_pending_list_limit = 256);

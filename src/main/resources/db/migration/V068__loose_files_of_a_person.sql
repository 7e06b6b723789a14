-- How much somebody has sent that hangs nowhere is asked at each file that comes in.
create index stored_file_loose on stored_file (owner_id, created_at) where loose_since is not null and not was_held;

-- Bytes lie in the data folder under a random name. Who may read a file follows from the records that hold it,
-- so nothing about them stands here.
alter table file rename to stored_file;
drop index file_record;
alter table stored_file drop column entity, drop column record_id, drop column digest;
alter table stored_file add column place text not null;
-- Since when no record holds it, and whether one did before.
alter table stored_file add column loose_since timestamptz;
alter table stored_file add column was_held boolean not null default false;
create unique index stored_file_place on stored_file (place);

-- The records that hold a file.
create index customer_files on customer using gin (files) where files <> '{}';
create index follow_up_photos on follow_up using gin (photos) where photos <> '{}';
create index follow_up_voice on follow_up using gin (voice) where voice <> '{}';

-- What happened with a record is told newest first: by time, since a page tells the talks in between. In the order of
-- numbers, each page read the whole log of the record.
drop index change_record;
create index change_record on change (entity, record_id, at desc, id desc);

-- A job that takes the program down with it must not do so for ever.
alter table job add column attempts integer not null default 0;

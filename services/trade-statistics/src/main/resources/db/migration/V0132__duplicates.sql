-- Rows that say what a later row of their file says are counted on their own: they neither replace nor conflict.
alter table upload add column duplicates bigint not null default 0;
alter table upload drop constraint upload_every_row_counted;
alter table upload add constraint upload_every_row_counted
    check (state <> 'COMPLETED'
           or rows_read = inserted + revised + unchanged + rejected + out_of_scope + replaced + duplicates + deleted);

-- True where the sum of a project is not that of all its phases (rule I9); said only where it is so.
alter table project add column phases_partial boolean check (phases_partial);
call ckep_keep_record_versions('project');

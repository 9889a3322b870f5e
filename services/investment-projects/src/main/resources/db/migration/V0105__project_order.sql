-- Lists begin with the newest, all of them or those of a state: their first page is read off an index, and row-level
-- security looks at the few rows of the page alone.
create index project_order on project (created_at desc, id desc);
create index project_state_order on project (state, created_at desc, id desc);

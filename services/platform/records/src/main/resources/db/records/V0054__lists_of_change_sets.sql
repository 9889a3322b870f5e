-- The change sets of all records of a register, by the moment since when a side may know of them, and of those the open ones
-- by themselves: of the many that are closed none waits for anybody.
create index change_set_known on change_set (coalesce(proposed_at, drafted_at) desc, id desc);
create index change_set_waiting on change_set (coalesce(proposed_at, drafted_at) desc, id desc)
  where state in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW');

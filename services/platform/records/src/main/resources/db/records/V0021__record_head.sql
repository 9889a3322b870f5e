-- The columns that every record has. A register writes
--   create table project (id uuid primary key, version int not null, like record_head including all, …);
--   call ckep_guard_records('project');
-- This table itself never holds a row.
create table record_head (
  display_id              text not null unique,
  stewardship             text not null check (stewardship in ('OBSERVED', 'UNILATERAL', 'SHARED', 'JOINT')),
  owner_side              text check (owner_side in ('CN', 'KR')),
  classification_level    text not null
    check (classification_level in ('PUBLIC', 'PARTNER', 'BILATERAL', 'SIDE', 'MINISTRY')),
  classification_side     text check (classification_side in ('CN', 'KR')),
  classification_agencies text[] not null default '{}',
  created_at              timestamptz not null,
  created_by              text not null,
  changed_at              timestamptz not null,
  source_ids              uuid[] not null default '{}',
  guards_not_shown        text[] not null default '{}',
  local_ids               jsonb not null,
  local_id_keys           text[] not null default '{}',
  constraint observed_is_public
    check (stewardship <> 'OBSERVED' or (classification_level = 'PUBLIC' and owner_side is null)),
  constraint side_stands_behind check (stewardship not in ('UNILATERAL', 'SHARED') or owner_side is not null),
  constraint side_level_names_side
    check ((classification_level in ('SIDE', 'MINISTRY')) = (classification_side is not null)),
  constraint agency_level_names_agency
    check ((classification_level in ('PARTNER', 'MINISTRY')) = (cardinality(classification_agencies) > 0)),
  constraint nothing_left_unshown_when_joint check (stewardship <> 'JOINT' or cardinality(guards_not_shown) = 0)
);

-- Row-level security on a table with the columns of record_head.
create procedure ckep_guard_records(target text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', target);
  execute format('alter table %I force row level security', target);
  execute format('create policy viewer_reads on %I for select using '
    '(ckep_may_read(classification_level, classification_side, classification_agencies))', target);
  execute format('create policy viewer_adds on %I for insert with check '
    '(ckep_may_read(classification_level, classification_side, classification_agencies) '
    'and ckep_may_write(owner_side))', target);
  execute format('create policy viewer_changes on %I for update using '
    '(ckep_may_read(classification_level, classification_side, classification_agencies) '
    'and ckep_may_write(owner_side)) with check '
    '(ckep_may_read(classification_level, classification_side, classification_agencies) '
    'and ckep_may_write(owner_side))', target);
  execute format('create policy system_removes on %I for delete using (ckep_is_system())', target);
end
$$;

-- Row-level security on a table whose rows belong to a guarded record: they are visible exactly with it, since the
-- policy's own look at the parent passes the parent's policy.
create procedure ckep_guard_parts(target text, parent_column text, parent text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', target);
  execute format('alter table %I force row level security', target);
  execute format('create policy with_parent on %I using '
    '(exists (select 1 from %I parent where parent.id = %I.%I)) with check '
    '(exists (select 1 from %I parent where parent.id = %I.%I and ckep_may_write(parent.owner_side)))',
    target, parent, target, parent_column, parent, target, parent_column);
end
$$;

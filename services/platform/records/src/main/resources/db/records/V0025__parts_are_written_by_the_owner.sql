-- Rows of a record's parts are read with the record and written by who may write the record. Before, a mere reader of the
-- record could delete them: the one policy for all commands knew only visibility.
create or replace procedure ckep_guard_parts(target text, parent_column text, parent text) language plpgsql as $$
declare
  parent_row text := format('select 1 from %I parent where parent.id = %I.%I', parent, target, parent_column);
  readable text := format('exists (%s)', parent_row);
  writable text := format('exists (%s and ckep_may_write(parent.owner_side))', parent_row);
begin
  execute format('alter table %I enable row level security', target);
  execute format('alter table %I force row level security', target);
  execute format('create policy parent_reads on %I for select using (%s)', target, readable);
  execute format('create policy parent_adds on %I for insert with check (%s)', target, writable);
  execute format('create policy parent_changes on %I for update using (%s) with check (%s)', target, writable, writable);
  execute format('create policy parent_removes on %I for delete using (%s)', target, writable);
end
$$;

-- The tables of a database that was there before get the new policies too.
do $$
declare
  guarded record;
  parent text[];
begin
  for guarded in
    select tablename, qual from pg_policies where schemaname = current_schema() and policyname = 'with_parent'
  loop
    -- The name of the parent and of the column that refers to it, out of the condition that the old procedure wrote.
    parent := regexp_match(guarded.qual, 'FROM "?(\w+)"? parent\s+WHERE \(parent\.id = "?\w+"?\."?(\w+)"?\)');
    if parent is null then
      raise exception 'the policy with_parent of % is not one of ours: %', guarded.tablename, guarded.qual;
    end if;
    execute format('drop policy with_parent on %I', guarded.tablename);
    call ckep_guard_parts(guarded.tablename, parent[2], parent[1]);
  end loop;
end
$$;

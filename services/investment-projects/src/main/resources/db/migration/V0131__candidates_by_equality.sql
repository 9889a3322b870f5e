-- Row-level security bars an index from operators that are not leakproof, such as those of arrays: hence rows, as for words.
drop index project_local_ids;
create table project_local_id (
  key        text collate "C" not null,
  project_id uuid not null,
  primary key (key, project_id)
);
create index project_local_id_project on project_local_id (project_id);
alter table project_local_id enable row level security;
alter table project_local_id force row level security;
create policy kept_by_triggers on project_local_id using (ckep_is_system()) with check (ckep_is_system());
create policy with_project on project_local_id for select
  using (exists (select 1 from project parent where parent.id = project_local_id.project_id));

create function keep_project_local_ids() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  if tg_op <> 'INSERT' then
    delete from project_local_id where project_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into project_local_id select distinct key, new.id from unnest(new.local_id_keys) key;
  end if;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger local_ids_begin after insert or delete on project
  for each row execute function keep_project_local_ids();
create trigger local_ids_follow after update on project
  for each row when (old.local_id_keys is distinct from new.local_id_keys) execute function keep_project_local_ids();

do $$
begin
  perform set_config('app.system', 'on', true);
  insert into project_local_id select distinct key, p.id from project p, unnest(p.local_id_keys) key;
  perform set_config('app.system', '', true);
end
$$;

-- The index of countries with their provinces serves.
drop index site_province;

-- Immutable indeed: a cast from text depends on the session.
create or replace function first_day(known text) returns date language sql immutable parallel safe
  return case
    when known ~ '-Q' then make_date(left(known, 4)::int, right(known, 1)::int * 3 - 2, 1)
    when known ~ '-H' then make_date(left(known, 4)::int, right(known, 1)::int * 6 - 5, 1)
    when length(known) = 4 then make_date(known::int, 1, 1)
    when length(known) = 7 then make_date(left(known, 4)::int, right(known, 2)::int, 1)
    else make_date(left(known, 4)::int, substr(known, 6, 2)::int, right(known, 2)::int)
  end;

-- An id stands in a register, and a register is one side's or neither's: the key by which two projects are found to be one begins
-- with whose it is. What a side once said of the other one's registers names nothing.
create function ckep_local_id_keys(owner_side text, local_ids jsonb) returns text[] language sql immutable parallel safe
  return (
    select array(
      select distinct coalesce(id ->> 'side', '') || '|' || (id ->> 'scheme') || ':' || (id ->> 'value')
      from jsonb_array_elements(local_ids -> 'ids') id
      where id ->> 'side' is null or owner_side is null or id ->> 'side' = owner_side));

create or replace function keep_project_local_ids() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  if tg_op <> 'INSERT' then
    delete from project_local_id where project_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into project_local_id select key, new.id from unnest(ckep_local_id_keys(new.owner_side, new.local_ids)) key;
  end if;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
drop trigger local_ids_follow on project;
create trigger local_ids_follow after update on project
  for each row when (old.local_ids is distinct from new.local_ids or old.owner_side is distinct from new.owner_side)
  execute function keep_project_local_ids();

do $$
begin
  perform set_config('app.system', 'on', true);
  delete from project_local_id;
  insert into project_local_id
    select key, p.id from project p, unnest(ckep_local_id_keys(p.owner_side, p.local_ids)) key;
  perform set_config('app.system', '', true);
end
$$;

-- What waits for a second person waits by one rule (rule C2), whichever table it stands in: pending_revision holds the whole
-- content of a project, of which one waits at most, and pending_act what is done with a record, of which several may wait.

-- The side that stands behind a record and its version, of the kinds of record on which something waits.
create or replace function acted_upon(urn text) returns table (side text, version int)
  language sql stable parallel safe as $$
  select r.owner_side, r.version from project r
    where urn like 'urn:ckep:project:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from commitment r
    where urn like 'urn:ckep:commitment:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from shareholding r
    where urn like 'urn:ckep:shareholding:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from exposure r
    where urn like 'urn:ckep:exposure:%' and r.id = right(urn, 36)::uuid
$$;

create function keep_waiting() returns trigger language plpgsql as $$
declare
  ends text[] := array['state', 'version', 'closed_by', 'closed_at'];
  drafted jsonb := to_jsonb(old) - ends;
begin
  if to_jsonb(new) - ends is distinct from drafted then
    raise exception 'what waits stays as it was drafted' using errcode = 'check_violation';
  end if;
  if old.state <> 'PENDING' then
    raise exception 'what waited and that is over stays as it is' using errcode = 'check_violation';
  end if;
  if new.state <> 'PENDING' and coalesce(ckep_is_caller(new.closed_by), ckep_is_system()) is not true then
    raise exception 'nobody ends what waits in another''s name' using errcode = 'check_violation';
  end if;
  if new.state = 'CONFIRMED' and not exists (
      select 1 from acted_upon(coalesce(drafted ->> 'record_urn', 'urn:ckep:project:' || (drafted ->> 'project_id'))) r
        where r.version = new.base_version) then
    raise exception 'what is done is done with the version for which it was drafted' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
drop trigger keeps_revisions on pending_revision;
drop trigger keeps_acts on pending_act;
drop function keep_revisions;
drop function keep_acts;
create trigger keeps_revisions before update on pending_revision for each row execute function keep_waiting();
create trigger keeps_acts before update on pending_act for each row execute function keep_waiting();

-- Once a record has moved on, what was drafted for it before is overtaken, whoever moved it: hence as the system. The trail of
-- its side says so, as nobody's act, in the second form of entries.
create function outdate_waiting() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  with revisions as (
    update pending_revision set state = 'STALE', closed_at = new.changed_at, version = version + 1
      where project_id = new.id and state = 'PENDING'
      returning id, side, version, hash),
  acts as (
    update pending_act set state = 'STALE', closed_at = new.changed_at, version = version + 1
      where record_urn = 'urn:ckep:' || tg_argv[0] || ':' || new.id and state = 'PENDING'
      returning id, side, version, hash)
  insert into audit_entry (id, at, side, action, urn, version_before, version_after, content_hash, form)
    select gen_random_uuid(), new.changed_at, o.side, 'outdate-' || o.type, 'urn:ckep:' || o.type || ':' || o.id, o.version - 1,
        o.version, o.hash, 2
      from (select 'revision' as type, * from revisions union all select 'pending-act', * from acts) o;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
drop trigger outdates_revisions on project;
drop trigger outdates_acts on commitment;
drop trigger outdates_acts on shareholding;
drop trigger outdates_acts on exposure;
drop function outdate_revisions;
drop function outdate_acts;
create trigger outdates_waiting after update on project for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_waiting('project');
create trigger outdates_waiting after update on commitment for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_waiting('commitment');
create trigger outdates_waiting after update on shareholding for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_waiting('shareholding');
create trigger outdates_waiting after update on exposure for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_waiting('exposure');

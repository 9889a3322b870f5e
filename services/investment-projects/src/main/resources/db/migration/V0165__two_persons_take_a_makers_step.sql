-- A step that a maker takes of a side's project that others read is taken by two persons as well, to the state, since the day
-- and for the reason that were confirmed. The other steps are a checker's, who neither made nor changed the record.
create function keep_released_steps() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from confirmed_now('urn:ckep:project:' || new.id, 'take-step') said
      where said ->> 'to' = new.state and nullif(said -> 'reason', 'null') is not distinct from new.state_reason
        and coalesce(fuzzy_date_said(said -> 'date'), new.state_since::text) is not distinct from new.state_since::text) then
    raise exception 'a maker''s step of what others read of a side''s project two persons take' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_released_steps before update on project for each row
  when (old.state <> new.state and new.stewardship in ('UNILATERAL', 'SHARED')
    and old.classification_level not in ('SIDE', 'MINISTRY')
    and (new.state in ('WITHDRAWN', 'FILED', 'APPROVED', 'UNDER_CONSTRUCTION', 'COMMISSIONING', 'SUSPENDED')
      or (old.state = 'SUSPENDED' and new.state = old.resume_to)))
  execute function keep_released_steps();

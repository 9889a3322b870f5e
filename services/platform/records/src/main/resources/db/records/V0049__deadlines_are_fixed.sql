-- As before, and: what has been proposed keeps its period, and only the register itself, no side, puts into force what nobody
-- objected to. A missing hash is no signature.
create or replace function ckep_keep_the_protocol() returns trigger language plpgsql as $$
declare
  bilateral boolean;
  silent boolean;
begin
  if old.state not in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW') then
    raise exception 'a closed change set stays as it is' using errcode = 'check_violation';
  end if;
  if (old.state <> 'DRAFT' or new.side <> old.side or new.record_urn <> old.record_urn
        or new.makes_joint <> old.makes_joint or new.base <> old.base or new.base_version <> old.base_version)
      and (new.side, new.record_urn, new.procedure, new.makes_joint, new.base_version, new.base_hash, new.base, new.patch,
          new.step, new.hash, new.authors)
        is distinct from (old.side, old.record_urn, old.procedure, old.makes_joint, old.base_version, old.base_hash,
          old.base, old.patch, old.step, old.hash, old.authors) then
    raise exception 'the content of a change set is fixed once it is submitted' using errcode = 'check_violation';
  end if;
  if old.proposed_at is not null and not ckep_is_system()
      and (new.proposed_at, new.deadline) is distinct from (old.proposed_at, old.deadline) then
    raise exception 'the period of a change set is fixed once it is proposed' using errcode = 'check_violation';
  end if;
  if new.state = 'APPLIED' then
    select count(*) = 4 and count(distinct s ->> 'subject') = 4 and count(distinct s ->> 'function') = 4
        and count(*) filter (where s ->> 'side' = new.side) = 2 and count(*) filter (where s ->> 'hash' = new.hash) = 4
      into bilateral
      from jsonb_array_elements(new.signatures -> 'all') s;
    select ckep_is_system() and new.procedure = 'SILENCE' and old.state in ('PROPOSED', 'UNDER_REVIEW')
        and old.deadline <= clock_timestamp()
        and count(*) = 2 and count(distinct s ->> 'subject') = 2 and count(distinct s ->> 'function') = 2
        and count(*) filter (where s ->> 'hash' = new.hash) = 2
      into silent
      from jsonb_array_elements(new.signatures -> 'all') s
      where s ->> 'side' = new.side and s ->> 'function' in ('MAKER', 'CHECKER');
    if silent is not true and (old.state <> 'UNDER_REVIEW' or bilateral is not true) then
      raise exception 'an agreed value needs four persons, two of each side, or the other side''s silence where that is '
        'consent' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end
$$;

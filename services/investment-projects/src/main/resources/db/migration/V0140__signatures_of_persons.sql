-- Pairings are signed like change sets: by persons, each side for itself.
create or replace function is_signed_by_both(proposing text, signed_hash text, signatures jsonb) returns boolean
  language sql immutable parallel safe
  return ckep_signed_by_both(proposing, signed_hash, signatures);

create policy drafts_are_unsigned on pairing as restrictive for insert with check (signatures = '{"all": []}');

create or replace function keep_the_pairing_protocol() returns trigger language plpgsql as $$
begin
  if old.state not in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW') then
    raise exception 'a closed pairing stays as it is' using errcode = 'check_violation';
  end if;
  if (new.side, new.kind, new.group_id, new.members, new.content, new.hash, new.authors)
      is distinct from (old.side, old.kind, old.group_id, old.members, old.content, old.hash, old.authors) then
    raise exception 'the content of a pairing is fixed' using errcode = 'check_violation';
  end if;
  if old.proposed_at is not null and not ckep_is_system()
      and (new.proposed_at, new.deadline) is distinct from (old.proposed_at, old.deadline) then
    raise exception 'the period of a pairing is fixed once it is proposed' using errcode = 'check_violation';
  end if;
  if new.state = 'APPLIED'
      and (old.state <> 'UNDER_REVIEW' or is_signed_by_both(new.side, new.hash, new.signatures) is not true) then
    raise exception 'a pairing needs four persons, two of each side' using errcode = 'check_violation';
  end if;
  perform ckep_keep_signatures(old.signatures, new.signatures);
  return new;
end
$$;

-- A project of both sides is removed by nobody.
drop policy if exists joint_stays on project;
create policy joint_stays on project as restrictive for delete using (stewardship <> 'JOINT');

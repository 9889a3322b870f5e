-- Four persons, two of each side in the functions of theirs, have signed exactly this; no system is a person. A missing hash is
-- no signature, and what does not say that a person gave it is no person's.
create function ckep_signed_by_both(proposing text, signed_hash text, signatures jsonb) returns boolean
  language sql immutable parallel safe
  return (
    select count(*) = 4 and count(distinct s ->> 'subject') = 4 and count(distinct s ->> 'function') = 4
      and count(*) filter (where s ->> 'hash' = signed_hash and s -> 'person' = 'true') = 4
      and count(*) filter (where s ->> 'side' = proposing and s ->> 'function' in ('MAKER', 'CHECKER')) = 2
      and count(*) filter (where s ->> 'side' in ('CN', 'KR') and s ->> 'side' <> proposing
        and s ->> 'function' in ('REVIEWER', 'APPROVER')) = 2
    from jsonb_array_elements(signatures -> 'all') s);

-- All signatures but those of one side, in their order. A member without a value says the same as a missing one.
create function ckep_signatures_beside(of_side text, signatures jsonb) returns jsonb
  language sql immutable parallel safe
  return (
    select coalesce(jsonb_agg(jsonb_strip_nulls(s) order by place), '[]')
    from jsonb_array_elements(signatures -> 'all') with ordinality signed(s, place)
    where s ->> 'side' is distinct from of_side);

-- A side gives and takes back its own signatures alone; the register gives none, and voids all of them at once.
create function ckep_keep_signatures(before jsonb, after jsonb) returns void language plpgsql as $$
declare
  acting text := case when ckep_is_system() then '' else ckep_setting('app.side') end;
begin
  if ckep_signatures_beside(acting, after) <> ckep_signatures_beside(acting, before)
      and not (ckep_is_system() and after = '{"all": []}') then
    raise exception 'no side signs for the other' using errcode = 'check_violation';
  end if;
end
$$;

create policy drafts_are_unsigned on change_set as restrictive for insert with check (signatures = '{"all": []}');

-- As before, with the same check of the four signatures as pairings have, and each side's signatures its own.
create or replace function ckep_keep_the_protocol() returns trigger language plpgsql as $$
declare
  silent boolean;
begin
  if old.state not in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW') then
    raise exception 'a closed change set stays as it is' using errcode = 'check_violation';
  end if;
  if (old.state <> 'DRAFT' or new.side <> old.side or new.record_urn <> old.record_urn
        or new.makes_joint <> old.makes_joint or new.base <> old.base or new.base_version <> old.base_version)
      and (new.side, new.record_urn, new.procedure, new.makes_joint, new.base_version, new.base_hash, new.base, new.patch,
          new.step, new.settles, new.hash, new.authors)
        is distinct from (old.side, old.record_urn, old.procedure, old.makes_joint, old.base_version, old.base_hash,
          old.base, old.patch, old.step, old.settles, old.hash, old.authors) then
    raise exception 'the content of a change set is fixed once it is submitted' using errcode = 'check_violation';
  end if;
  if old.proposed_at is not null and not ckep_is_system()
      and (new.proposed_at, new.deadline) is distinct from (old.proposed_at, old.deadline) then
    raise exception 'the period of a change set is fixed once it is proposed' using errcode = 'check_violation';
  end if;
  if new.state = 'APPLIED' then
    select ckep_is_system() and new.procedure = 'SILENCE' and old.state in ('PROPOSED', 'UNDER_REVIEW')
        and old.deadline <= clock_timestamp()
        and count(*) = 2 and count(distinct s ->> 'subject') = 2 and count(distinct s ->> 'function') = 2
        and count(*) filter (where s ->> 'hash' = new.hash and s -> 'person' = 'true') = 2
      into silent
      from jsonb_array_elements(new.signatures -> 'all') s
      where s ->> 'side' = new.side and s ->> 'function' in ('MAKER', 'CHECKER');
    if silent is not true
        and (old.state <> 'UNDER_REVIEW' or ckep_signed_by_both(new.side, new.hash, new.signatures) is not true) then
      raise exception 'an agreed value needs four persons, two of each side, or the other side''s silence where that is '
        'consent' using errcode = 'check_violation';
    end if;
  end if;
  perform ckep_keep_signatures(old.signatures, new.signatures);
  return new;
end
$$;

-- As before, and a record of both sides is removed by nobody. Registers that are guarded already say so themselves.
create or replace procedure ckep_guard_joint(target text, urn_type text) language plpgsql as $$
declare
  agreed_next text := format('ckep_agreed(%L || id, version + 1)', 'urn:ckep:' || urn_type || ':');
  agreed_this text := format('ckep_agreed(%L || id, version)', 'urn:ckep:' || urn_type || ':');
begin
  execute format('create policy both_sides_change on %I for update using (%s) with check (%s)',
    target, agreed_next, agreed_this);
  execute format('create policy joint_by_agreement on %I as restrictive for update '
    'using (stewardship <> ''JOINT'' or %s) with check (stewardship <> ''JOINT'' or %s)',
    target, agreed_next, agreed_this);
  execute format('create policy joint_stays on %I as restrictive for delete using (stewardship <> ''JOINT'')', target);
  execute format('create policy nothing_begins_joint on %I as restrictive for insert '
    'with check (stewardship <> ''JOINT'')', target);
end
$$;

-- Of one side one objection stands against an attribute, or against the whole record. They are listed by the moment since when
-- the reader may know of them.
create unique index objection_standing on objection (record_urn, side, coalesce(attribute, '')) where state = 'STANDING';
drop index objection_record;
create index objection_record on objection (record_urn, coalesce(raised_at, prepared_at), id);

-- As before, without the rule on withdrawn consent, which has a trigger of its own.
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

-- Nothing changes the record while a side withholds its consent to the whole of it, unless that is settled with it. What leaves
-- the record as it is, and makes no version of it, settles one objection while another one stands. Which attributes a patch
-- changes the database does not know.
create function ckep_keep_consent() returns trigger language plpgsql as $$
begin
  if exists (select 1 from objection o where o.record_urn = new.record_urn and o.state = 'STANDING'
      and o.attribute is null and o.id <> all (new.settles)) then
    raise exception 'a side withholds its consent to the record' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_consent before update on change_set
  for each row when (new.state = 'APPLIED' and new.result_version is not null)
  execute function ckep_keep_consent();

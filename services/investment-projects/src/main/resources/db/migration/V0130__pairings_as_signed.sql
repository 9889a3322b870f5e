-- Four persons, two of each side in the functions of theirs, have signed exactly this. A missing hash is no signature.
create function is_signed_by_both(proposing text, signed_hash text, signatures jsonb) returns boolean
  language sql immutable parallel safe
  return (
    select count(*) = 4 and count(distinct s ->> 'subject') = 4 and count(distinct s ->> 'function') = 4
      and count(*) filter (where s ->> 'hash' = signed_hash) = 4
      and count(*) filter (where s ->> 'side' = proposing and s ->> 'function' in ('MAKER', 'CHECKER')) = 2
      and count(*) filter (where s ->> 'side' in ('CN', 'KR') and s ->> 'side' <> proposing
        and s ->> 'function' in ('REVIEWER', 'APPROVER')) = 2
    from jsonb_array_elements(signatures -> 'all') s);

-- What has been proposed keeps its period.
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
  return new;
end
$$;

-- A link is exactly what was signed, and once both sides have taken the group apart it is not made again.
drop policy pairs_are_agreed on pair_member;
create policy pairs_are_agreed on pair_member for insert with check (
  exists (select 1
    from pairing agreed, jsonb_array_elements(agreed.content::jsonb -> 'members') signed
    where agreed.id = pair_member.group_id and agreed.kind = 'PAIR' and agreed.state = 'APPLIED'
      and is_signed_by_both(agreed.side, agreed.hash, agreed.signatures)
      and pair_member.project_id = any (agreed.members)
      and signed ->> 'project' = 'urn:ckep:project:' || pair_member.project_id
      and signed ->> 'side' = pair_member.side
      and signed -> 'part' is not distinct from pair_member.part
      and pair_member.counted = (pair_member.side = agreed.content::jsonb ->> 'counted')
      and pair_member.opposite = (
        select array_agg(split_part(other.member ->> 'project', ':', 4)::uuid order by other.place)
        from jsonb_array_elements(agreed.content::jsonb -> 'members') with ordinality other(member, place)
        where other.member ->> 'side' <> pair_member.side))
  and not exists (select 1 from pairing apart
    where apart.group_id = pair_member.group_id and apart.kind = 'UNPAIR' and apart.state = 'APPLIED'));
drop policy unpairing_is_agreed on pair_member;
create policy unpairing_is_agreed on pair_member for delete using (exists (select 1 from pairing agreed
  where agreed.group_id = pair_member.group_id and agreed.kind = 'UNPAIR' and agreed.state = 'APPLIED'
    and is_signed_by_both(agreed.side, agreed.hash, agreed.signatures)
    and pair_member.project_id = any (agreed.members)));

-- Nobody looks back at the acts; of the links there are versions.
drop trigger keeps_versions on pairing;
drop function past.keep_pairing();
drop view past.pairing;
drop table past.pairing_version;

-- Row-level security bars the index of an array, whose operators are not leakproof; comparing ids is.
drop index pairing_members;
create table pairing_record (
  project_id uuid not null,
  pairing_id uuid not null,
  primary key (project_id, pairing_id)
);
alter table pairing_record enable row level security;
alter table pairing_record force row level security;
create policy kept_by_triggers on pairing_record using (ckep_is_system()) with check (ckep_is_system());
create policy with_pairing on pairing_record for select
  using (exists (select 1 from pairing parent where parent.id = pairing_record.pairing_id));

create function keep_pairing_records() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  insert into pairing_record select distinct record, new.id from unnest(new.members) record;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger records_follow after insert on pairing for each row execute function keep_pairing_records();

do $$
begin
  perform set_config('app.system', 'on', true);
  insert into pairing_record select distinct record, p.id from pairing p, unnest(p.members) record;
  perform set_config('app.system', '', true);
end
$$;

create or replace function outdate_pairings(records uuid[], except_for uuid, at timestamptz)
  returns table (id uuid, side text, version int)
  language plpgsql volatile as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  return query update pairing p
    set state = 'STALE', closed_at = at, signatures = '{"all": []}', version = p.version + 1
    where p.id in (select r.pairing_id from pairing_record r where r.project_id = any (records))
      and p.id <> except_for and p.state in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW')
      and (p.deadline is null or p.deadline > at)
    returning p.id, p.side, p.version;
  perform set_config('app.system', caller, true);
end
$$;

-- Objections of one side to what both agreed on: to one agreed value, or, where no attribute is named, to the whole record,
-- to which the side withdraws its consent. The agreed values themselves stay as they are. One that is not raised is its own
-- side's alone. What the rules demand of persons is checked in the application and once more here.
create table objection (
  id          uuid primary key,
  version     int not null,
  record_urn  text not null,
  side        text not null check (side in ('CN', 'KR')),
  attribute   text,
  state       text not null check (state in ('PREPARED', 'STANDING', 'DROPPED', 'SETTLED')),
  reason      jsonb not null,
  prepared_by text not null,
  prepared_at timestamptz not null,
  raised_by   text,
  raised_at   timestamptz,
  closed_at   timestamptz,
  settled_by  uuid references change_set (id),
  constraint two_persons_raise check ((raised_at is null) = (raised_by is null) and raised_by is distinct from prepared_by),
  constraint before_the_other_side check (
    (state = 'PREPARED' and raised_at is null) or (state in ('STANDING', 'SETTLED') and raised_at is not null)
    or state = 'DROPPED'),
  constraint over_has_time check ((state in ('DROPPED', 'SETTLED')) = (closed_at is not null)),
  constraint settled_names_its_change check ((state = 'SETTLED') = (settled_by is not null))
);
create index objection_record on objection (record_urn, prepared_at, id);

alter table objection enable row level security;
alter table objection force row level security;
create policy sides_read on objection for select using (
  ckep_is_system() or side = ckep_setting('app.side') or (raised_at is not null and ckep_setting('app.side') <> ''));
create policy own_side_prepares on objection for insert with check (
  side = ckep_setting('app.side') and state = 'PREPARED');
create policy sides_act on objection for update
  using (side = ckep_setting('app.side') or (raised_at is not null and ckep_setting('app.side') <> ''))
  with check (side = ckep_setting('app.side') or (raised_at is not null and ckep_setting('app.side') <> ''));

-- The objections that a change set settles are part of what is signed. One that settles alone makes no version of the record.
alter table change_set
  add column settles uuid[] not null default '{}',
  drop constraint applied_has_result,
  add constraint applied_has_result check (
    (state = 'APPLIED' or result_version is null)
    and (state <> 'APPLIED' or result_version is not null or cardinality(settles) > 0)),
  add constraint silence_settles_nothing check (procedure = 'EXPLICIT' or cardinality(settles) = 0);
alter table change_set alter column settles drop default;

-- Only the objecting side raises its objection and gives it up; it is settled where both sides agreed on a change set that
-- names it.
create function ckep_keep_objections() returns trigger language plpgsql as $$
begin
  if (new.id, new.record_urn, new.side, new.attribute, new.reason, new.prepared_by, new.prepared_at)
      is distinct from
      (old.id, old.record_urn, old.side, old.attribute, old.reason, old.prepared_by, old.prepared_at)
    or (old.raised_at is not null and (new.raised_by, new.raised_at) is distinct from (old.raised_by, old.raised_at)) then
    raise exception 'an objection stays as it was written' using errcode = 'check_violation';
  end if;
  if (old.state, new.state) not in (('PREPARED', 'STANDING'), ('PREPARED', 'DROPPED'), ('STANDING', 'DROPPED'),
      ('STANDING', 'SETTLED')) then
    raise exception 'an objection does not become % once it is %', new.state, old.state using errcode = 'check_violation';
  end if;
  if old.state = 'PREPARED' and new.state = 'DROPPED' and new.raised_at is not null then
    raise exception 'what is dropped before it is raised was never raised' using errcode = 'check_violation';
  end if;
  if new.state <> 'SETTLED' and ckep_setting('app.side') <> old.side then
    raise exception 'only its own side raises or drops an objection' using errcode = 'check_violation';
  end if;
  if new.state = 'SETTLED' and not exists (select 1 from change_set c
      where c.id = new.settled_by and c.record_urn = old.record_urn and c.state = 'APPLIED' and old.id = any (c.settles)) then
    raise exception 'an objection is settled by what both sides agreed on' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_objections before update on objection
  for each row execute function ckep_keep_objections();

-- As before, and: what a change set settles is fixed with its content, and nothing comes into force while a side withholds
-- its consent to the whole record, unless that is settled with it. Which attributes a patch changes the database does not
-- know.
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
    if exists (select 1 from objection o where o.record_urn = new.record_urn and o.state = 'STANDING'
        and o.attribute is null and o.id <> all (new.settles)) then
      raise exception 'a side withholds its consent to the record' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end
$$;

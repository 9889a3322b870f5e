-- What is done with a side's own record that others read is done by two persons (rule C2): one drafts it, and a checker of the
-- same side lets it be done, on the version for which it was drafted. Nobody else is told before. As of revisions of projects,
-- which have a table of their own.
create table pending_act (
  id           uuid primary key,
  version      int not null,
  record_urn   text not null,
  side         text not null check (side in ('CN', 'KR')),
  act          text not null,
  state        text not null check (state in ('PENDING', 'CONFIRMED', 'DROPPED', 'STALE')),
  base_version int not null,
  content      text not null,
  hash         text not null,
  maker        text not null,
  drafted_at   timestamptz not null,
  closed_by    text,
  closed_at    timestamptz,
  constraint hash_is_that_of_the_content check (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint content_is_of_this_act check (
    (content::jsonb ->> 'record', content::jsonb ->> 'act', right(content::jsonb ->> 'urn', 36)) = (record_urn, act, id::text)),
  constraint over_has_its_time check ((state = 'PENDING') = (closed_at is null)),
  constraint persons_end_it check ((closed_by is not null) = (state in ('CONFIRMED', 'DROPPED'))),
  constraint two_persons_act check (state <> 'CONFIRMED' or closed_by <> maker)
);
create index pending_act_order on pending_act (side, drafted_at desc, id desc);
create index pending_act_waiting on pending_act (record_urn) where state = 'PENDING';

-- The side that stands behind a record and its version, of the kinds of record on which acts wait.
create function acted_upon(urn text) returns table (side text, version int)
  language sql stable parallel safe as $$
  select r.owner_side, r.version from commitment r
    where urn like 'urn:ckep:commitment:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from shareholding r
    where urn like 'urn:ckep:shareholding:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from exposure r
    where urn like 'urn:ckep:exposure:%' and r.id = right(urn, 36)::uuid
$$;

alter table pending_act enable row level security;
alter table pending_act force row level security;
create policy own_side_reads on pending_act for select using (ckep_is_system() or side = ckep_setting('app.side'));
create policy own_side_drafts on pending_act for insert with check (
  side = ckep_setting('app.side') and state = 'PENDING' and ckep_is_caller(maker)
  and exists (select 1 from acted_upon(record_urn) r where r.side = pending_act.side and r.version = base_version));
create policy own_side_acts on pending_act for update
  using (ckep_is_system() or side = ckep_setting('app.side'))
  with check (ckep_is_system() or side = ckep_setting('app.side'));
call ckep_keep_versions('pending_act', array['id'], 'ckep_is_system() or side = ckep_setting(''app.side'')');

create function keep_acts() returns trigger language plpgsql as $$
begin
  if (new.id, new.record_urn, new.side, new.act, new.base_version, new.content, new.hash, new.maker, new.drafted_at)
      is distinct from
      (old.id, old.record_urn, old.side, old.act, old.base_version, old.content, old.hash, old.maker, old.drafted_at) then
    raise exception 'what waits stays as it was drafted' using errcode = 'check_violation';
  end if;
  if old.state <> 'PENDING' then
    raise exception 'what waited and is over stays as it is' using errcode = 'check_violation';
  end if;
  if new.state <> 'PENDING' and coalesce(ckep_is_caller(new.closed_by), ckep_is_system()) is not true then
    raise exception 'nobody ends what waits in another''s name' using errcode = 'check_violation';
  end if;
  if new.state = 'CONFIRMED' and not exists (
      select 1 from acted_upon(new.record_urn) r where r.version = new.base_version) then
    raise exception 'what is done is done with the version for which it was drafted' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_acts before update on pending_act for each row execute function keep_acts();

-- Once a record has moved on, what was drafted for it before is overtaken, whoever moved it: hence as the system. The trail of
-- its side says so, as nobody's act, in the second form of entries.
create function outdate_acts() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  with outdated as (
    update pending_act set state = 'STALE', closed_at = new.changed_at, version = version + 1
      where record_urn = 'urn:ckep:' || tg_argv[0] || ':' || new.id and state = 'PENDING'
      returning id, side, version, hash)
  insert into audit_entry (id, at, side, action, urn, version_before, version_after, content_hash, form)
    select gen_random_uuid(), new.changed_at, o.side, 'outdate-pending-act', 'urn:ckep:pending-act:' || o.id, o.version - 1,
        o.version, o.hash, 2
      from outdated o;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger outdates_acts after update on commitment for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_acts('commitment');
create trigger outdates_acts after update on shareholding for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_acts('shareholding');
create trigger outdates_acts after update on exposure for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_acts('exposure');

-- The second lock (rule C8): what is read already is added to in a transaction that confirms exactly that, whatever the
-- application does. What was confirmed of the record in this transaction:
create function confirmed_now(urn text, acts text) returns setof jsonb
  language sql stable parallel safe as $$
  select content::jsonb -> 'request' from pending_act
    where record_urn = urn and act = acts and state = 'CONFIRMED' and xmin = pg_current_xact_id()::xid
$$;

create function said_sources(request jsonb) returns uuid[]
  language sql immutable parallel safe
  return array(select right(s, 36)::uuid
    from jsonb_array_elements_text(coalesce(nullif(request -> 'sources', 'null'), '[]')) with ordinality as source (s, n) order by n);

create function keep_released_transactions() returns trigger language plpgsql as $$
begin
  if exists (select 1 from commitment c
        where c.id = new.commitment_id and c.stewardship in ('UNILATERAL', 'SHARED')
          and c.classification_level not in ('SIDE', 'MINISTRY'))
      and not exists (select 1 from confirmed_now('urn:ckep:commitment:' || new.commitment_id, 'enter-transaction') said
        where (said ->> 'type', (said #>> '{amount,amount}')::numeric, said ->> 'valueDate', right(said ->> 'reverses', 36),
            nullif(said -> 'note', 'null'), said_sources(said))
          is not distinct from
          (new.type, new.amount, to_char(new.value_date, 'YYYY-MM-DD'), new.reverses::text, new.note, new.source_ids)) then
    raise exception 'what others read of a side''s commitment two persons enter' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_released_transactions before insert on commitment_transaction
  for each row execute function keep_released_transactions();

create function keep_released_statements() returns trigger language plpgsql as $$
begin
  if exists (select 1 from shareholding h
        where h.id = new.shareholding_id and h.stewardship in ('UNILATERAL', 'SHARED')
          and h.classification_level not in ('SIDE', 'MINISTRY'))
      and not exists (select 1 from confirmed_now('urn:ckep:shareholding:' || new.shareholding_id, 'state-holdings') said
        where (fuzzy_date_said(said -> 'validFrom'), fuzzy_date_said(said -> 'validTo'), said -> 'complete',
            jsonb_strip_nulls(said -> 'holdings'), jsonb_strip_nulls(nullif(said -> 'capitalIncrease', 'null')),
            right(said ->> 'project', 36), nullif(said -> 'note', 'null'), said_sources(said))
          is not distinct from
          (new.valid_from::text, new.valid_to::text, to_jsonb(new.complete), jsonb_strip_nulls(new.holdings -> 'all'),
            jsonb_strip_nulls(new.capital_increase), new.project_id::text, new.note, new.source_ids)) then
    raise exception 'what others read of a side''s shareholdings two persons state' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_released_statements before insert on shareholding_statement
  for each row execute function keep_released_statements();

create function keep_released_exposures() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from confirmed_now('urn:ckep:exposure:' || new.id, 'clear-exposure') said
      where new.state = 'CLEARED' and fuzzy_date_said(said -> 'date') = new.cleared_on and said -> 'reason' = new.reason
        and (old.subject_urn, old.measure_urn, old.effect, old.since) = (new.subject_urn, new.measure_urn, new.effect, new.since))
    then
    raise exception 'what others read of a side''s exposure two persons change' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_released_exposures before update on exposure for each row
  when (new.stewardship in ('UNILATERAL', 'SHARED') and old.classification_level not in ('SIDE', 'MINISTRY')
    and (old.subject_urn, old.measure_urn, old.effect, old.state, old.since, old.cleared_on, old.reason)
      is distinct from
      (new.subject_urn, new.measure_urn, new.effect, new.state, new.since, new.cleared_on, new.reason))
  execute function keep_released_exposures();

-- An agency's log is opened by many short transactions: what came before is copied by pages into tables that nobody
-- reads, while events arrive, and the last step, for which they wait, puts these tables into their place. Numbers are
-- given in the copy, so nothing that anybody has seen is numbered anew.

-- How far each log that is being opened was copied. reached is the latest time of recording up to there.
create table agency_log_opening (
  audience        text primary key check (audience ~ '^agency-'),
  partition_size  bigint not null check (partition_size > 0),
  pos             bigint not null default 0,
  partner_pos     bigint not null default 0,
  partner_reached timestamptz not null default '-infinity',
  own_pos         bigint not null default 0,
  own_reached     timestamptz not null default '-infinity'
);

-- The last numbers that the copy gave to the sources of what is for the agency alone.
create table agency_log_source (
  audience text not null,
  source   text not null,
  seq      bigint not null,
  primary key (audience, source)
);

-- Where the events of the partners' log stand in the copy, for what the agency had subscribed to in it.
create table agency_log_place (
  audience    text not null,
  partner_pos bigint not null,
  pos         bigint not null,
  primary key (audience, partner_pos)
);
revoke all on agency_log_opening, agency_log_source, agency_log_place from ${appRole};

-- The name of the list partition of an audience, as log_make_room makes it.
create function log_list_table(wanted text) returns text
language sql immutable as $$
  select 'event_log_' || left(replace(wanted, '-', '_'), 30) || '_' || left(md5(wanted), 8)
$$;

-- Copies the next events of the partners' log and of what came for the agency alone, merged by the time of recording. Of
-- the latter it leaves out, with an audit record, what is not of the readable classifications. Each of both logs keeps its
-- order. The caller has locked how far the copy is.
create function log_copy_page(wanted text, readable text[], most int) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  done agency_log_opening;
  list_table text := log_list_table(wanted);
  range_table text;
  lower_pos bigint;
begin
  select * into strict done from agency_log_opening where audience = wanted;
  -- Only as far as both were looked at: what comes next in a log of which more waits is not older than its last one here.
  create temp table copied_page on commit drop as
    with partner as materialized (
      select l.*, greatest(done.partner_reached, max(l.recorded) over (order by l.pos)) as reached
      from (select * from event_log where audience = 'partner' and pos > done.partner_pos order by pos limit most) l),
    own as materialized (
      select l.*, greatest(done.own_reached, max(l.recorded) over (order by l.pos)) as reached
      from (select * from event_log where audience = wanted and pos > done.own_pos order by pos limit most) l),
    bound as (
      select coalesce(least((select max(reached) from partner having count(*) = most),
                            (select max(reached) from own having count(*) = most)), 'infinity') as reached),
    merged as (
      select e.*, e.audience = 'partner' or e.classification is null or e.classification = any(readable) as is_readable
      from (select * from partner union all select * from own) e
      where e.reached <= (select reached from bound))
    select m.*,
           done.pos + count(*) filter (where m.is_readable)
             over (order by m.reached, m.audience <> 'partner', m.pos rows unbounded preceding) as new_pos,
           case when m.audience = 'partner' then m.seq
                else lpad((coalesce(s.seq, 0) + count(*) filter (where m.is_readable)
                             over (partition by m.audience, m.source order by m.pos rows unbounded preceding))::text, 20, '0')
           end as new_seq
    from merged m left join agency_log_source s on s.audience = wanted and s.source = m.source;

  insert into border_audit(source, id, audience, type, subject, classification, origin)
  select source, id, audience, type, subject, classification,
         case when classification ~ '-(cn|kr)$' then 'side-' || right(classification, 2) end
  from copied_page where not is_readable order by source, id
  on conflict do nothing;

  for lower_pos in
    select distinct (new_pos - 1) / done.partition_size * done.partition_size + 1 from copied_page where is_readable
  loop
    range_table := list_table || '_o' || lower_pos;
    if to_regclass(quote_ident(range_table)) is null then
      execute format('create table %I (like event_log including all)', range_table);
      execute format('revoke all on %I from %I', range_table, '${appRole}');
      -- Known to hold, it need not be looked for when the table gets into its place.
      execute format('alter table %I add constraint in_its_place check (audience = %L and pos >= %s and pos < %s)',
                     range_table, wanted, lower_pos, lower_pos + done.partition_size);
    end if;
    -- The number stands behind all text of the data.
    execute format($copy$
      insert into %I(audience, pos, source, id, type, subject, partitionkey, time, recorded, seq, classification, body)
      select $1, new_pos, source, id, type, subject, partitionkey, time, recorded, new_seq, classification,
             case when new_seq = seq then body
                  else convert_to(regexp_replace(convert_from(body, 'UTF8'), '^(.*,"sequence":")[0-9]{20}', '\1' || new_seq),
                                  'UTF8') end
      from copied_page where is_readable and new_pos >= $2 and new_pos < $3 order by new_pos$copy$, range_table)
    using wanted, lower_pos, lower_pos + done.partition_size;
  end loop;

  insert into agency_log_source(audience, source, seq)
  select wanted, source, count(*) from copied_page where audience = wanted and is_readable group by source
  on conflict (audience, source) do update set seq = agency_log_source.seq + excluded.seq;
  if exists (select 1 from subscription where owner = 'agency/' || substr(wanted, 8) and audience = 'partner') then
    insert into agency_log_place(audience, partner_pos, pos)
    select wanted, pos, new_pos from copied_page where audience = 'partner';
  end if;
  update agency_log_opening o
  set pos = greatest(o.pos, (select max(new_pos) from copied_page)),
      partner_pos = greatest(o.partner_pos, (select max(pos) from copied_page where audience = 'partner')),
      partner_reached = greatest(o.partner_reached, (select max(reached) from copied_page where audience = 'partner')),
      own_pos = greatest(o.own_pos, (select max(pos) from copied_page where audience = wanted)),
      own_reached = greatest(o.own_reached, (select max(reached) from copied_page where audience = wanted))
  where o.audience = wanted;
  drop table copied_page;
end $$;

-- How many events of a log come after a position and are kept.
create function log_events_after(wanted text, after bigint) returns bigint
language sql set search_path = public, pg_temp as $$
  select coalesce((select pos - greatest(after, first_pos - 1) from log_head where audience = wanted), 0)
$$;

-- Puts the copy into the place of what came for the agency alone, which nobody has read. What the agency had subscribed
-- to in the partners' log goes on in its own. Nothing is appended meanwhile.
create function log_finish_agency(wanted text) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  owned text := 'agency/' || substr(wanted, 8);
  list_table text := log_list_table(wanted);
  done agency_log_opening;
  copied text;
  part text;
  lower_pos bigint;
  ceiling bigint;
begin
  select * into strict done from agency_log_opening where audience = wanted;
  update source_head h
  set seq = coalesce((select s.seq from agency_log_source s where s.audience = wanted and s.source = h.source), 0)
  where h.audience = wanted;

  -- Appenders remember how far it had room.
  select coalesce(max(upper_pos), 1) into ceiling from log_partition where audience = wanted;
  for part in select table_name from log_partition where audience = wanted loop
    execute format('drop table %I', part);
  end loop;
  delete from log_partition where audience = wanted;
  perform log_make_room(wanted, 1, 0, done.partition_size);
  for lower_pos in select generate_series(1, done.pos, done.partition_size) loop
    copied := list_table || '_o' || lower_pos;
    part := list_table || '_' || lower_pos;
    execute format('alter table %I rename to %I', copied, part);
    execute format('alter table %I attach partition %I for values from (%s) to (%s)',
                   list_table, part, lower_pos, lower_pos + done.partition_size);
    execute format('alter table %I drop constraint in_its_place', part);
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    insert into log_partition(audience, lower_pos, upper_pos, table_name)
    values (wanted, lower_pos, lower_pos + done.partition_size - 1, part);
  end loop;
  perform log_make_room(wanted, 1, greatest(done.pos, ceiling), done.partition_size);
  insert into log_head(audience, pos) values (wanted, done.pos)
  on conflict (audience) do update set pos = excluded.pos, first_pos = 1;
  insert into agency_log(audience) values (wanted);

  update delivery d
  set pos = coalesce((select p.pos from agency_log_place p where p.audience = wanted and p.partner_pos = d.pos), 0)
  from subscription s
  where s.owner = owned and s.audience = 'partner' and d.sub = s.id and d.pos is not null;
  update subscription_cursor c
  set next_pos = coalesce((select p.pos from agency_log_place p
                           where p.audience = wanted and p.partner_pos >= c.next_pos order by p.partner_pos limit 1),
                          done.pos + 1)
  from subscription s where s.owner = owned and s.audience = 'partner' and c.sub = s.id;
  update subscription set audience = wanted where owner = owned and audience = 'partner';
  delete from agency_log_place where audience = wanted;
  delete from agency_log_source where audience = wanted;
  delete from agency_log_opening where audience = wanted;
end $$;

-- Takes one step towards an open log of an agency and tells whether it is open: copies at most so many events of each of
-- both logs, or, where no more than these are left, waits for those who append, copies the rest and opens it.
create function log_open_agency(wanted text, readable text[], partition_size bigint, most int) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  owned text := 'agency/' || substr(wanted, 8);
  done agency_log_opening;
begin
  if wanted !~ '^agency-[a-z0-9-]{1,64}$' or most < 1 then
    raise exception 'no log for %', wanted using errcode = 'invalid_parameter_value';
  end if;
  perform set_config('app.system', 'on', true);
  if exists (select 1 from agency_log where audience = wanted) then
    return true;
  end if;
  insert into agency_log_opening(audience, partition_size) values (wanted, log_open_agency.partition_size)
  on conflict do nothing;
  select * into done from agency_log_opening where audience = wanted for update;
  -- Others may have opened it while this one waited for them.
  if exists (select 1 from agency_log where audience = wanted) then
    delete from agency_log_opening where audience = wanted;
    return true;
  end if;
  if log_events_after('partner', done.partner_pos) + log_events_after(wanted, done.own_pos) > most then
    perform log_copy_page(wanted, readable, most);
    return false;
  end if;

  -- Appenders hold it shared: none has looked for open logs before and appends after.
  perform pg_advisory_xact_lock(hashtext('agency_log'));
  -- All locks before the logs are looked at: their partitions and what the agency's subscribers have of them.
  perform pg_advisory_xact_lock(hashtext('log_make_room'));
  perform 1 from subscription_cursor c join subscription s on s.id = c.sub
  where s.owner = owned and s.audience = 'partner' order by c.sub for update of c;
  perform 1 from lane l join subscription s on s.id = l.sub
  where s.owner = owned and s.audience = 'partner' order by l.sub, l.lane for update of l;
  -- By pages, because more may have come while this one waited.
  loop
    perform log_copy_page(wanted, readable, most);
    select * into strict done from agency_log_opening where audience = wanted;
    exit when log_events_after('partner', done.partner_pos) + log_events_after(wanted, done.own_pos) = 0;
  end loop;
  perform log_finish_agency(wanted);
  return true;
end $$;

drop function log_open_agency(text, text[], bigint);
revoke execute on function log_list_table(text), log_copy_page(text, text[], int), log_events_after(text, bigint),
  log_finish_agency(text), log_open_agency(text, text[], bigint, int) from public;
grant execute on function log_open_agency(text, text[], bigint, int) to ${appRole};

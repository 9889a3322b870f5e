-- The events of a source have numbers of their own in each agency's log, contiguous over what it holds. They had those of the
-- partners' log, in which an agency misses what it has not undertaken what is needed for: a jump told of it.

-- The event with another number. That stands behind all text of the data.
create function log_numbered(body bytea, new_seq text) returns bytea
language sql immutable as $$
  select convert_to(regexp_replace(convert_from(body, 'UTF8'), '^(.*,"sequence":")[0-9]{20}', '\1' || new_seq), 'UTF8')
$$;

-- The last number of a source that anybody has seen in the log of an agency. Of what is no longer kept it is only known that
-- the partners' log has given no higher one.
create function log_last_number(wanted text, of_source text) returns bigint
language plpgsql set search_path = public, pg_temp as $$
declare
  last text;
begin
  -- With the values in the text none but the partitions concerned are locked.
  execute format('select seq from event_log where audience = %L and source = %L order by pos desc limit 1', wanted, of_source)
  into last;
  if last is not null then
    return last::bigint;
  end if;
  return coalesce((select p.seq from source_head p join log_head h on h.audience = wanted and h.first_pos > 1
                   where p.audience = 'partner' and p.source = of_source), 0);
end $$;

-- Replicas of the version before write the number of the partners' log. Whoever appends holds the log's head, so two never
-- count at once.
create function log_number_by_log() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  next bigint;
begin
  update source_head set seq = seq + 1 where audience = new.audience and source = new.source returning seq into next;
  if next is null then
    next := log_last_number(new.audience, new.source) + 1;
    insert into source_head(audience, source, seq) values (new.audience, new.source, next);
  end if;
  new.seq := lpad(next::text, 20, '0');
  new.body := log_numbered(new.body, new.seq);
  return new;
end $$;

-- One lock after the other as whoever opens a log does; nothing is appended meanwhile.
lock table agency_log_opening in access exclusive mode;
do $$
declare
  half_done agency_log_opening;
  lower_pos bigint;
begin
  perform set_config('app.system', 'on', true);
  perform pg_advisory_xact_lock(hashtext('agency_log'));
  perform pg_advisory_xact_lock(hashtext('log_make_room'));

  -- What stands in the logs was seen and stays as it is; numbers go on behind it.
  insert into source_head(audience, source, seq)
  select l.audience, p.source, log_last_number(l.audience, p.source)
  from agency_log l cross join source_head p where p.audience = 'partner' order by 1, 2
  on conflict do nothing;

  -- What nobody has read is copied anew.
  for half_done in select * from agency_log_opening loop
    for lower_pos in select generate_series(1, half_done.pos, half_done.partition_size) loop
      execute format('drop table if exists %I', log_list_table(half_done.audience) || '_o' || lower_pos);
    end loop;
  end loop;
  delete from agency_log_place;
  delete from agency_log_source;
  delete from agency_log_opening;
  perform set_config('app.system', '', true);
end $$;

create trigger number_by_log before insert on event_log for each row
  when (starts_with(new.audience, 'agency-') and new.source like '%/partner'
        and current_setting('app.numbered_by_log', true) is distinct from 'on')
  execute function log_number_by_log();

-- As before, with the numbers of all sources.
create or replace function log_finish_agency(wanted text) returns void
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
  update source_head h set seq = 0 where h.audience = wanted;
  insert into source_head(audience, source, seq)
  select s.audience, s.source, s.seq from agency_log_source s where s.audience = wanted order by s.source
  on conflict (audience, source) do update set seq = excluded.seq;

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

-- As before; what the agency was sent from the partners' log keeps its bytes, hence its numbers.
create or replace function log_open_agency(wanted text, readable text[], partition_size bigint, most int) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  owned text := 'agency/' || substr(wanted, 8);
  has_read_partners boolean;
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
  has_read_partners := exists (select 1 from subscription where owner = owned and audience = 'partner');
  if log_events_after('partner', done.partner_pos) + log_events_after(wanted, done.own_pos) > most then
    perform log_copy_page(wanted, readable, most, has_read_partners);
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
    perform log_copy_page(wanted, readable, most, has_read_partners);
    select * into strict done from agency_log_opening where audience = wanted;
    exit when log_events_after('partner', done.partner_pos) + log_events_after(wanted, done.own_pos) = 0;
  end loop;
  perform log_finish_agency(wanted);
  return true;
end $$;

-- What comes in its place has another argument.
drop function log_copy_page(text, text[], int);

revoke execute on function log_numbered(bytea, text), log_last_number(text, text), log_number_by_log() from public;

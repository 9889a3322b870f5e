-- What is a ministry's alone stands in a log of its own, which names the side: a partner agency, or a ministry of the other
-- side, may have the same id. Its readers read two logs, their side's and this one.
create or replace function log_make_room(wanted_audience text, first_pos bigint, last_pos bigint, partition_size bigint)
returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  list_table text := 'event_log_' || left(replace(wanted_audience, '-', '_'), 30) || '_' || left(md5(wanted_audience), 8);
  range_table text;
  ceiling bigint;
begin
  if wanted_audience !~ '^(public|partner|bilateral|side-cn|side-kr|(agency|ministry-cn|ministry-kr)-[a-z0-9-]{1,64})$' or partition_size < 1 then
    raise exception 'no log for audience %', wanted_audience using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('log_make_room'));
  execute format('create table if not exists %I partition of event_log for values in (%L) partition by range (pos)',
                 list_table, wanted_audience);
  execute format('alter table %I enable row level security', list_table);
  execute format('alter table %I force row level security', list_table);
  execute format('revoke all on %I from %I', list_table, '${appRole}');
  select coalesce(max(upper_pos), first_pos - 1) into ceiling from log_partition where audience = wanted_audience;
  while ceiling < last_pos loop
    range_table := list_table || '_' || (ceiling + 1);
    execute format('create table %I partition of %I for values from (%s) to (%s)',
                   range_table, list_table, ceiling + 1, ceiling + 1 + partition_size);
    execute format('alter table %I enable row level security', range_table);
    execute format('alter table %I force row level security', range_table);
    -- Reached through event_log only, whose policies hold.
    execute format('revoke all on %I from %I', range_table, '${appRole}');
    insert into log_partition(audience, lower_pos, upper_pos, table_name)
    values (wanted_audience, ceiling + 1, ceiling + partition_size, range_table);
    ceiling := ceiling + partition_size;
  end loop;
  return ceiling;
end $$;

alter policy read_own_audience on event_log
  using (audience in (current_setting('app.audience', true), current_setting('app.own_log', true))
         or current_setting('app.system', true) = 'on');
alter policy read_own_audience on log_head
  using (audience in (current_setting('app.audience', true), current_setting('app.own_log', true))
         or current_setting('app.system', true) = 'on');

-- It stood among what came for an agency of that id, where nobody read it. The log of an agency that is open never took it.
do $$
declare
  one text;
begin
  perform set_config('app.system', 'on', true);
  create temp table moved on commit drop as
    select 'ministry-' || right(classification, 2) || '-' || substr(audience, 8) as log,
           row_number() over (partition by right(classification, 2), audience order by pos) as new_pos,
           lpad((row_number() over (partition by right(classification, 2), audience, source order by pos))::text, 20, '0')
             as new_seq, e.*
    from event_log e
    where audience like 'agency-%' and classification in ('ministry-cn', 'ministry-kr')
      and not exists (select 1 from agency_log a where a.audience = e.audience);
  for one in select distinct log from moved order by log loop
    perform log_make_room(one, 1, (select max(new_pos) from moved where log = one), 1000000);
  end loop;
  insert into log_head(audience, pos) select log, max(new_pos) from moved group by log;
  insert into source_head(audience, source, seq) select log, source, count(*) from moved group by log, source;
  -- The number stands behind all text of the data.
  insert into event_log(audience, pos, source, id, type, subject, partitionkey, time, recorded, seq, classification, body)
  select log, new_pos, source, id, type, subject, partitionkey, time, recorded, new_seq, classification,
         convert_to(regexp_replace(convert_from(body, 'UTF8'), '^(.*,"sequence":")[0-9]{20}', '\1' || new_seq), 'UTF8')
  from moved;
  create policy move_away on event_log for delete using (current_setting('app.system', true) = 'on');
  delete from event_log e using moved m where e.audience = m.audience and e.pos = m.pos;
  drop policy move_away on event_log;
  perform set_config('app.system', '', true);
end $$;

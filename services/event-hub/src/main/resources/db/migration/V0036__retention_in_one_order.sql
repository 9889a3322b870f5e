-- Retention locks as appenders do: the heads of the logs first, in the order of their names, and what makes room for positions
-- behind them. What it has to look for it looks for before, in a transaction of its own, so that nobody waits for that: whoever
-- makes room waits for all who have looked into the log and not ended.

-- Whether the events of a full partition are older than the limit. An event has its time when its transaction begins and its
-- place when that has the log, so one before the last may be younger by as long as one waits for the log, never ten minutes:
-- where the last is older by that, no other is looked at.
create function log_is_old(wanted text, lower_pos bigint, upper_pos bigint, recorded_before timestamptz) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
declare
  last timestamptz;
  has_young boolean;
begin
  -- With the values in the text none but the partition concerned is locked.
  execute format('select recorded from event_log where audience = %L and pos between %s and %s order by pos desc limit 1',
                 wanted, lower_pos, upper_pos) into last;
  if last is null or last >= recorded_before then
    return false;
  end if;
  if last >= recorded_before - interval '10 minutes' then
    execute format('select exists (select 1 from event_log where audience = %L and pos between %s and %s and recorded >= %L)',
                   wanted, lower_pos, upper_pos, recorded_before) into has_young;
    return not has_young;
  end if;
  return true;
end $$;

create or replace function log_old_partitions(recorded_before timestamptz) returns setof log_partition
language plpgsql stable set search_path = public, pg_temp as $$
declare
  wanted text;
  part log_partition;
begin
  for wanted in select distinct p.audience from log_partition p order by 1 loop
    for part in
      select p.* from log_partition p join log_head h on h.audience = p.audience and p.upper_pos <= h.pos
      where p.audience = wanted order by p.lower_pos
    loop
      exit when not log_is_old(wanted, part.lower_pos, part.upper_pos, recorded_before);
      return next part;
    end loop;
  end loop;
end $$;

create or replace function log_old_fronts(recorded_before timestamptz)
returns table (audience text, lower_pos bigint, upper_pos bigint)
language plpgsql stable set search_path = public, pg_temp as $$
declare
  head log_head;
  part log_partition;
begin
  for head in select * from log_head h order by h.audience loop
    for part in select * from log_partition p where p.audience = head.audience order by p.lower_pos loop
      if part.upper_pos > head.pos then
        audience := head.audience;
        lower_pos := greatest(part.lower_pos, head.first_pos);
        upper_pos := log_last_old(head.audience, lower_pos, head.pos, recorded_before);
        if upper_pos is not null then
          return next;
        end if;
        exit;
      end if;
      exit when not log_is_old(head.audience, part.lower_pos, part.upper_pos, recorded_before);
    end loop;
  end loop;
end $$;

-- The first position up to the given one that a subscription has open, null where none has. A subscription's numbers are in the
-- order of the positions: only those before its first number behind them are looked at, however much it has open.
create function log_first_awaited(wanted text, upto bigint) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select min(o.pos)
  from subscription s cross join lateral (
    select d.pos from delivery d
    where d.sub = s.id and d.done_at is null and d.pos <= upto
      and d.subseq < coalesce((select n.subseq from delivery n where n.sub = s.id and n.pos > upto order by n.subseq limit 1),
                              9223372036854775807)
    order by d.subseq limit 1) o
  where s.audience = wanted and s.state <> 'RETIRED'
$$;

-- Up to which position logs may be dropped by partitions: those at the front that are old and that nobody has open any more.
create function log_droppable(recorded_before timestamptz) returns table (audience text, upto bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.system', 'on', true);
  return query
    select o.audience, least(o.upto, log_first_awaited(o.audience, o.upto) - 1)
    from (select p.audience, max(p.upper_pos) as upto from log_old_partitions(recorded_before) p group by p.audience) o
    order by o.audience;
end $$;

-- Drops the old partitions of a log up to a position, and tells how many. What was opened again since somebody looked for that
-- finds no event and expires, as what is opened again just after.
create function log_drop_upto(wanted text, upto bigint, recorded_before timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part log_partition;
  dropped int := 0;
begin
  perform set_config('app.system', 'on', true);
  -- Whoever opens a log takes this one first, for himself.
  perform pg_advisory_xact_lock_shared(hashtext('agency_log'));
  perform 1 from log_head h where h.audience = wanted for update;
  perform pg_advisory_xact_lock(hashtext('log_make_room'));
  for part in
    select p.* from log_partition p join log_head h on h.audience = p.audience and p.upper_pos <= h.pos
    where p.audience = wanted and p.upper_pos <= upto order by p.lower_pos
  loop
    -- Only from the front: what remains of a log is contiguous. Another log may have come into its place since.
    exit when exists (select 1 from log_partition p where p.audience = wanted and p.lower_pos < part.lower_pos)
      or not log_is_old(wanted, part.lower_pos, part.upper_pos, recorded_before);
    update log_head set first_pos = part.upper_pos + 1 where audience = wanted;
    execute format('drop table %I', part.table_name);
    delete from log_partition where audience = wanted and lower_pos = part.lower_pos;
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

-- In one transaction, as replicas of the version before call it: before it looks it has the heads of what it may drop from.
create or replace function log_drop_before(recorded_before timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  log record;
  dropped int := 0;
begin
  perform set_config('app.system', 'on', true);
  perform pg_advisory_xact_lock_shared(hashtext('agency_log'));
  perform 1 from log_head h
  where exists (select 1 from log_partition p where p.audience = h.audience and p.upper_pos <= h.pos)
  order by h.audience for update;
  for log in select * from log_droppable(recorded_before) loop
    dropped := dropped + log_drop_upto(log.audience, log.upto, recorded_before);
  end loop;
  return dropped;
end $$;

-- Which events, at most so many, may be dropped from the front of the partition that is being filled; none where the first is
-- young or somebody works on it. is_open tells which log it is: one that is opened has other positions.
create function log_trim_bounds(wanted text, recorded_before timestamptz, most int)
returns table (first_pos bigint, last_pos bigint, is_open boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head log_head;
begin
  perform set_config('app.system', 'on', true);
  is_open := exists (select 1 from agency_log a where a.audience = wanted);
  select * into head from log_head h where h.audience = wanted;
  first_pos := head.first_pos;
  last_pos := log_last_old(wanted, first_pos, least(head.pos, first_pos + most - 1), recorded_before);
  last_pos := least(last_pos, log_first_awaited(wanted, last_pos) - 1);
  if last_pos >= first_pos then
    return next;
  end if;
end $$;

-- Drops them and tells how many that were: 0 where somebody else has just dropped some. Whoever appends to this log waits.
create function log_trim(wanted text, first_of_them bigint, last_of_them bigint, was_open boolean) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head log_head;
  part log_partition;
begin
  perform set_config('app.system', 'on', true);
  perform pg_advisory_xact_lock_shared(hashtext('agency_log'));
  select * into head from log_head h where h.audience = wanted for update;
  select * into part from log_partition p where p.audience = wanted order by p.lower_pos limit 1;
  -- A full one goes as a whole, and before it nothing behind it.
  if head.first_pos is distinct from first_of_them or part.upper_pos is null or part.upper_pos <= head.pos
     or was_open <> exists (select 1 from agency_log where audience = wanted) then
    return 0;
  end if;
  execute format('delete from event_log where audience = %L and pos between %s and %s', wanted, first_of_them, last_of_them);
  update log_head h set first_pos = last_of_them + 1 where h.audience = wanted;
  return last_of_them - first_of_them + 1;
end $$;

-- In one transaction, as replicas of the version before call it: before it looks it has the head.
create or replace function log_trim_before(wanted text, recorded_before timestamptz, most int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  bounds record;
begin
  perform set_config('app.system', 'on', true);
  perform pg_advisory_xact_lock_shared(hashtext('agency_log'));
  perform 1 from log_head h where h.audience = wanted for update;
  select * into bounds from log_trim_bounds(wanted, recorded_before, most);
  return coalesce(log_trim(wanted, bounds.first_pos, bounds.last_pos, bounds.is_open), 0);
end $$;

drop function log_awaited(text, bigint, bigint);

revoke execute on function log_is_old(text, bigint, bigint, timestamptz), log_first_awaited(text, bigint),
  log_droppable(timestamptz), log_drop_upto(text, bigint, timestamptz), log_trim_bounds(text, timestamptz, int),
  log_trim(text, bigint, bigint, boolean) from public;
grant execute on function log_droppable(timestamptz), log_drop_upto(text, bigint, timestamptz),
  log_trim_bounds(text, timestamptz, int), log_trim(text, bigint, bigint, boolean) to ${appRole};

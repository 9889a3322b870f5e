-- A log that fills no partition within the retention period drops its old events from the front of the partition that is
-- still being filled; full partitions are dropped as a whole as before. What remains of a log is contiguous either way.

-- Nobody but the functions of the schema's owner.
create policy drop_old on event_log for delete to current_user
  using (current_setting('app.system', true) = 'on');

-- The last of the old events at the front of a partition, null where its first one is young. Looked for from the front:
-- positions behind a young one stay, whatever their time.
create function log_last_old(wanted text, lower_pos bigint, upper_pos bigint, recorded_before timestamptz) returns bigint
language plpgsql stable set search_path = public, pg_temp as $$
declare
  first_young bigint;
  last_old bigint;
begin
  -- With the values in the text none but the partition concerned is locked.
  execute format('select pos from event_log where audience = %L and pos between %s and %s and recorded >= %L
                  order by pos limit 1', wanted, lower_pos, upper_pos, recorded_before) into first_young;
  last_old := coalesce(first_young - 1, upper_pos);
  return case when last_old >= lower_pos then last_old end;
end $$;

-- The old events of the partitions that are still being filled, where whatever is before them may be dropped.
create function log_old_fronts(recorded_before timestamptz)
returns table (audience text, lower_pos bigint, upper_pos bigint)
language plpgsql stable set search_path = public, pg_temp as $$
declare
  head log_head;
  part log_partition;
begin
  for head in select * from log_head h order by h.audience loop
    for part in select * from log_partition p where p.audience = head.audience order by p.lower_pos loop
      audience := head.audience;
      lower_pos := greatest(part.lower_pos, head.first_pos);
      upper_pos := log_last_old(head.audience, lower_pos, least(part.upper_pos, head.pos), recorded_before);
      exit when upper_pos is null;
      if part.upper_pos > head.pos then
        return next;
        exit;
      end if;
      exit when upper_pos < part.upper_pos;
    end loop;
  end loop;
end $$;

-- The logs of which something may be dropped from the front of what is being filled.
create function log_trimmable(recorded_before timestamptz) returns setof text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.system', 'on', true);
  return query select f.audience from log_old_fronts(recorded_before) f;
end $$;

-- Drops at most so many of them, and tells how many: 0 where the rest is young or somebody works on it. Whoever appends to
-- this log waits, so it is taken before anything else of it is looked at, as appenders do; whoever opens it is waited for.
create function log_trim_before(wanted text, recorded_before timestamptz, most int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head log_head;
  part log_partition;
  last_old bigint;
  awaited bigint;
begin
  perform set_config('app.system', 'on', true);
  perform pg_advisory_xact_lock_shared(hashtext('agency_log'));
  select * into head from log_head h where h.audience = wanted for update;
  select * into part from log_partition p where p.audience = wanted order by p.lower_pos limit 1;
  -- A full one goes as a whole, and before it nothing behind it.
  if head.audience is null or part.upper_pos is null or part.upper_pos <= head.pos then
    return 0;
  end if;
  last_old := log_last_old(wanted, head.first_pos, least(head.pos, head.first_pos + most - 1), recorded_before);
  select min(d.pos) into awaited
  from subscription s join delivery d on d.sub = s.id and d.done_at is null
  where s.audience = wanted and s.state <> 'RETIRED' and d.pos between head.first_pos and last_old;
  last_old := coalesce(awaited - 1, last_old);
  if last_old is null or last_old < head.first_pos then
    return 0;
  end if;
  execute format('delete from event_log where audience = %L and pos between %s and %s', wanted, head.first_pos, last_old);
  update log_head h set first_pos = last_old + 1 where h.audience = wanted;
  return last_old - head.first_pos + 1;
end $$;

-- What is open of them ends first, too.
create or replace function log_expire_before(recorded_before timestamptz, most int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  subs uuid[];
  numbers bigint[];
begin
  perform set_config('app.system', 'on', true);
  select array_agg(o.sub), array_agg(o.subseq) into subs, numbers
  from (
    select d.sub, d.subseq
    from (select p.audience, p.lower_pos, p.upper_pos from log_old_partitions(recorded_before) p
          union all select f.audience, f.lower_pos, f.upper_pos from log_old_fronts(recorded_before) f) p
    join subscription s on s.audience = p.audience and s.state <> 'RETIRED'
    join delivery d on d.sub = s.id and d.done_at is null and d.pos between p.lower_pos and p.upper_pos
    where not exists (select 1 from lane l where l.sub = d.sub and l.lane = d.lane and l.lease_until >= now())
      and not exists (select 1 from egress e where e.sub = d.sub and e.lease_until > now())
    limit most) o;
  return (select count(*) from delivery_end(subs, numbers, 'EXPIRED'));
end $$;

revoke execute on function log_last_old(text, bigint, bigint, timestamptz), log_old_fronts(timestamptz),
  log_trimmable(timestamptz), log_trim_before(text, timestamptz, int) from public;
grant execute on function log_trimmable(timestamptz), log_trim_before(text, timestamptz, int) to ${appRole};

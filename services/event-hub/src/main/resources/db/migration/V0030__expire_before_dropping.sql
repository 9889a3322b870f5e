-- Open deliveries end before their events are dropped, so that whoever sends finds the event or knows that it is none any
-- more. What somebody works on just then keeps its partition until the next time.

create function log_awaited(wanted text, lower_pos bigint, upper_pos bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select 1 from subscription s join delivery d on d.sub = s.id
                 where s.audience = wanted and s.state <> 'RETIRED' and d.done_at is null
                   and d.pos between lower_pos and upper_pos)
$$;

-- Ends what is open of the full range partitions whose newest event is older than the limit, and tells how much that was.
create function log_expire_before(recorded_before timestamptz) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part record;
  newest timestamptz;
  one bigint;
  ended bigint := 0;
begin
  perform set_config('app.system', 'on', true);
  for part in
    select p.audience, p.lower_pos, p.upper_pos
    from log_partition p join log_head h on h.audience = p.audience and p.upper_pos <= h.pos
    order by p.audience, p.lower_pos
  loop
    select max(recorded) into newest from event_log
    where audience = part.audience and pos between part.lower_pos and part.upper_pos;
    if newest < recorded_before then
      with ending as materialized (
        select d.sub, d.subseq from subscription s join delivery d on d.sub = s.id
        where s.audience = part.audience and s.state <> 'RETIRED' and d.done_at is null
          and d.pos between part.lower_pos and part.upper_pos
        for update of d skip locked)
      update delivery d set state = 'EXPIRED', done_at = now()
      from ending e where d.sub = e.sub and d.subseq = e.subseq;
      get diagnostics one = row_count;
      ended := ended + one;
    end if;
  end loop;
  return ended;
end $$;

create or replace function log_drop_before(recorded_before timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part record;
  newest timestamptz;
  dropped int := 0;
begin
  perform set_config('app.system', 'on', true);
  perform pg_advisory_xact_lock(hashtext('log_make_room'));
  for part in
    select p.audience, p.lower_pos, p.upper_pos, p.table_name
    from log_partition p join log_head h on h.audience = p.audience and p.upper_pos <= h.pos
    order by p.audience, p.lower_pos
  loop
    select max(recorded) into newest from event_log
    where audience = part.audience and pos between part.lower_pos and part.upper_pos;
    -- Only from the front: what remains of a log is contiguous.
    if newest < recorded_before
       and not exists (select 1 from log_partition p where p.audience = part.audience and p.lower_pos < part.lower_pos)
       and not log_awaited(part.audience, part.lower_pos, part.upper_pos) then
      update log_head set first_pos = part.upper_pos + 1 where audience = part.audience;
      execute format('drop table %I', part.table_name);
      delete from log_partition where audience = part.audience and lower_pos = part.lower_pos;
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;

revoke execute on function log_awaited(text, bigint, bigint), log_expire_before(timestamptz) from public;
grant execute on function log_expire_before(timestamptz) to ${appRole};

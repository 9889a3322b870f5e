-- Every number that was given up is listed by the next digest, also one that was withheld.
drop index delivery_unlisted;
create index delivery_unlisted on delivery (sub, subseq)
  where state in ('SKIPPED', 'EXPIRED', 'WITHHELD') and not listed;

-- Since when the endpoint is what it is: what its owner was told before says nothing of this one.
alter table sub_health add column endpoint_since timestamptz not null default 'epoch';

-- An owner is told that numbers of his were given up which nobody asked to be: once a day for each cause, since they may be
-- many.
alter table subscription_notice drop constraint subscription_notice_kind_check;
alter table subscription_notice add constraint subscription_notice_kind_check
  check (kind in ('paused', 'parked', 'lease-ending', 'misconfigured', 'incomplete'));
create unique index subscription_notice_of_gaps on subscription_notice (sub, reason, ((at at time zone 'UTC')::date))
  where kind = 'incomplete';

-- Whoever gives up more of it at the same time leaves it to who is first, and waits for nobody: he may hold what that one
-- needs.
create function tell_of_gaps(subs uuid[], final_state text) returns void
language sql set search_path = public, pg_temp as $$
  insert into subscription_notice(sub, kind, reason)
  select g.sub, 'incomplete', lower(final_state)
  from (select distinct s.sub from unnest(subs) as s(sub) offset 0) g
  where pg_try_advisory_xact_lock(hashtextextended(final_state || g.sub, 0))
  on conflict (sub, reason, ((at at time zone 'UTC')::date)) where kind = 'incomplete' do nothing
$$;

-- Ends open deliveries that are not sent when their turn comes, and answers which: what their lanes waited at ends with
-- them, so these go on with what is next, with all its tries. Lanes are locked before deliveries and in one order, like
-- everywhere. A lane that is worked on, and a topic that is written to, is left to its worker, who looks himself.
create function delivery_end(subs uuid[], numbers bigint[], final_state text)
returns table (ended_sub uuid, ended_subseq bigint)
language plpgsql set search_path = public, pg_temp as $$
declare
  free_subs uuid[];
  free_lanes text[];
  done_subs uuid[];
  done_numbers bigint[];
  done_lanes text[];
begin
  with waiting as materialized (
    select distinct d.sub, d.lane
    from unnest(subs, numbers) as w(sub, subseq) join delivery d on d.sub = w.sub and d.subseq = w.subseq
    where d.done_at is null),
  free as (
    select l.sub, l.lane from waiting w join lane l on l.sub = w.sub and l.lane = w.lane
    where l.lease_until is null or l.lease_until < now()
    order by l.sub, l.lane for update of l)
  select array_agg(f.sub), array_agg(f.lane) into free_subs, free_lanes from free f;

  -- A statement of its own, which sees what was done while this one waited for the lanes. Who fetches has no lanes.
  with ending as materialized (
    select d.sub, d.subseq
    from unnest(subs, numbers) as w(sub, subseq) join delivery d on d.sub = w.sub and d.subseq = w.subseq
    where d.done_at is null
      and ((d.sub, d.lane) in (select f.sub, f.lane from unnest(free_subs, free_lanes) as f(sub, lane))
           or not exists (select 1 from lane l where l.sub = d.sub and l.lane = d.lane))
      and not exists (select 1 from egress e where e.sub = d.sub and e.lease_until > now())
    for update of d skip locked),
  ended as (
    update delivery d set state = final_state, done_at = now()
    from ending e where d.sub = e.sub and d.subseq = e.subseq returning d.sub, d.subseq, d.lane)
  select array_agg(e.sub), array_agg(e.subseq), array_agg(e.lane) into done_subs, done_numbers, done_lanes from ended e;

  -- Where something before them is still open, the lane waits at that.
  update lane l
  set state = 'READY', attempt = 0,
    next_at = case when exists (select 1 from delivery d
                                where d.sub = l.sub and d.lane = l.lane and d.done_at is null)
                   then now() else 'infinity' end
  from (select e.sub, e.lane, min(e.subseq) as first
        from unnest(done_subs, done_numbers, done_lanes) as e(sub, subseq, lane) group by e.sub, e.lane) e
  where l.sub = e.sub and l.lane = e.lane
    and not exists (select 1 from delivery d
                    where d.sub = l.sub and d.lane = l.lane and d.done_at is null and d.subseq < e.first);

  -- One with a gap that was not told stays, because its next event has to say so.
  delete from lane l using (select distinct e.sub, e.lane from unnest(done_subs, done_lanes) as e(sub, lane)) e
  where l.sub = e.sub and l.lane = e.lane and l.lease_until is null and l.gaps = '{}'
    and not exists (select 1 from delivery d where d.sub = l.sub and d.lane = l.lane and d.done_at is null);

  perform tell_of_gaps(done_subs, final_state);
  return query select d.sub, d.subseq from unnest(done_subs, done_numbers) as d(sub, subseq);
end $$;

-- The full range partitions at the front of each log whose newest event is older than the limit. Behind the first that is
-- younger nothing is looked at: only from the front may a log be dropped.
create function log_old_partitions(recorded_before timestamptz) returns setof log_partition
language plpgsql stable set search_path = public, pg_temp as $$
declare
  wanted text;
  part log_partition;
  newest timestamptz;
begin
  for wanted in select distinct p.audience from log_partition p order by 1 loop
    for part in
      select p.* from log_partition p join log_head h on h.audience = p.audience and p.upper_pos <= h.pos
      where p.audience = wanted order by p.lower_pos
    loop
      select max(recorded) into newest from event_log
      where audience = part.audience and pos between part.lower_pos and part.upper_pos;
      exit when not coalesce(newest < recorded_before, false);
      return next part;
    end loop;
  end loop;
end $$;

-- Ends at most so much of what is open of the partitions that may be dropped, and tells how much that was: 0 where nothing
-- is left but what somebody works on.
create function log_expire_before(recorded_before timestamptz, most int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  subs uuid[];
  numbers bigint[];
begin
  perform set_config('app.system', 'on', true);
  select array_agg(o.sub), array_agg(o.subseq) into subs, numbers
  from (
    select d.sub, d.subseq
    from log_old_partitions(recorded_before) p
    join subscription s on s.audience = p.audience and s.state <> 'RETIRED'
    join delivery d on d.sub = s.id and d.done_at is null and d.pos between p.lower_pos and p.upper_pos
    where not exists (select 1 from lane l where l.sub = d.sub and l.lane = d.lane and l.lease_until >= now())
      and not exists (select 1 from egress e where e.sub = d.sub and e.lease_until > now())
    limit most) o;
  return (select count(*) from delivery_end(subs, numbers, 'EXPIRED'));
end $$;

-- As replicas of the version before call it.
create or replace function log_expire_before(recorded_before timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  select log_expire_before(recorded_before, 50000)
$$;

create or replace function log_drop_before(recorded_before timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part log_partition;
  dropped int := 0;
begin
  perform set_config('app.system', 'on', true);
  perform pg_advisory_xact_lock(hashtext('log_make_room'));
  for part in select * from log_old_partitions(recorded_before) loop
    -- Only from the front: what remains of a log is contiguous.
    if not exists (select 1 from log_partition p where p.audience = part.audience and p.lower_pos < part.lower_pos)
       and not log_awaited(part.audience, part.lower_pos, part.upper_pos) then
      update log_head set first_pos = part.upper_pos + 1 where audience = part.audience;
      execute format('drop table %I', part.table_name);
      delete from log_partition where audience = part.audience and lower_pos = part.lower_pos;
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;

revoke execute on function tell_of_gaps(uuid[], text), delivery_end(uuid[], bigint[], text), log_old_partitions(timestamptz),
  log_expire_before(timestamptz, int) from public;
grant execute on function tell_of_gaps(uuid[], text), delivery_end(uuid[], bigint[], text), log_expire_before(timestamptz, int) to ${appRole};

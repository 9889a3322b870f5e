-- The event log: one log per audience, each with contiguous positions of its own, so that a position reveals nothing
-- about events that its reader may not see.

-- The last position given out, and the first that is still kept. Positions are given out by updating this row inside the
-- appending transaction: order of positions is order of commits, and a rollback leaves no gap.
create table log_head (
  audience  text primary key,
  pos       bigint not null,
  first_pos bigint not null default 1
) with (fillfactor = 50);

-- Numbers of the events of one source in one log.
create table source_head (
  audience text not null,
  source   text not null,
  seq      bigint not null,
  primary key (audience, source)
) with (fillfactor = 50);

-- How far each Kafka partition was taken in. Moved in the appending transaction, so the log and the offset never
-- disagree; an appender that lost its partition finds another value here than it expects.
create table kafka_offset (
  topic text not null,
  part  int not null,
  next  bigint not null,
  primary key (topic, part)
) with (fillfactor = 50);

-- Every event that was ever taken in. A table of its own, because a unique key on the log would have to contain the
-- position, and because it must outlive the log's retention.
create table event_dedupe (
  source   text not null,
  id       text not null,
  audience text not null,
  recorded timestamptz not null default now(),
  primary key (source, id)
) partition by hash (source, id);

do $$
begin
  for remainder in 0..15 loop
    execute format('create table event_dedupe_%s partition of event_dedupe for values with (modulus 16, remainder %s)',
                   remainder, remainder);
  end loop;
end $$;

-- body holds the event in canonical form (RFC 8785); nothing ever writes it anew.
create table event_log (
  audience     text not null,
  pos          bigint not null,
  source       text not null,
  id           text not null,
  type         text not null,
  subject      text,
  partitionkey text not null,
  time         timestamptz,
  recorded     timestamptz not null default now(),
  seq          text not null,
  body         bytea not null,
  primary key (audience, pos)
) partition by list (audience);

-- The range partitions that exist below each audience's list partition.
create table log_partition (
  audience   text not null,
  lower_pos  bigint not null,
  upper_pos  bigint not null,
  table_name text not null,
  primary key (audience, lower_pos)
);

-- Records that are not events, or not events that may stand in a log.
create table event_quarantine (
  topic         text not null,
  part          int not null,
  record_offset bigint not null,
  record_key    bytea,
  headers       jsonb not null,
  value         bytea,
  error         text not null,
  arrived_at    timestamptz not null default now(),
  primary key (topic, part, record_offset)
);

-- Key of the cursors' check value, made here so that all replicas share it and nobody has to configure it.
create table cursor_key (
  version smallint primary key,
  key     bytea not null
);

insert into cursor_key(version, key)
values (1, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- A reader sees the log of the audience that the transaction was bound to, nothing else; only the appender writes.
alter table event_log enable row level security;
alter table event_log force row level security;
create policy read_own_audience on event_log for select
  using (audience = current_setting('app.audience', true) or current_setting('app.system', true) = 'on');
create policy append on event_log for insert
  with check (current_setting('app.system', true) = 'on');

alter table log_head enable row level security;
alter table log_head force row level security;
create policy read_own_audience on log_head for select
  using (audience = current_setting('app.audience', true) or current_setting('app.system', true) = 'on');
create policy append on log_head for insert
  with check (current_setting('app.system', true) = 'on');
create policy advance on log_head for update
  using (current_setting('app.system', true) = 'on');

-- Makes room for the positions first_pos to last_pos in the log of an audience and tells the last position that has a
-- place. The application role may not create tables, hence the owner's rights.
create function log_make_room(wanted_audience text, first_pos bigint, last_pos bigint, partition_size bigint)
returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  list_table text := 'event_log_' || left(replace(wanted_audience, '-', '_'), 30) || '_' || left(md5(wanted_audience), 8);
  range_table text;
  ceiling bigint;
begin
  if wanted_audience !~ '^(public|partner|bilateral|side-cn|side-kr|agency-[a-z0-9-]{1,64})$' or partition_size < 1 then
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

-- Drops the full range partitions whose newest event is older than the limit, oldest first, and tells how many.
create function log_drop_before(recorded_before timestamptz) returns int
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
       and not exists (select 1 from log_partition p where p.audience = part.audience and p.lower_pos < part.lower_pos) then
      update log_head set first_pos = part.upper_pos + 1 where audience = part.audience;
      execute format('drop table %I', part.table_name);
      delete from log_partition where audience = part.audience and lower_pos = part.lower_pos;
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;

revoke execute on function log_make_room(text, bigint, bigint, bigint) from public;
revoke execute on function log_drop_before(timestamptz) from public;
grant execute on function log_make_room(text, bigint, bigint, bigint) to ${appRole};
grant execute on function log_drop_before(timestamptz) to ${appRole};
revoke insert, update, delete on log_partition, cursor_key from ${appRole};

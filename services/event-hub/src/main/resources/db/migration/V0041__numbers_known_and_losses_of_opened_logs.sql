-- An agency that reads the partners' log goes on in its own when that is opened: with the numbers behind the highest that the
-- partners' log has given, whatever of it is still kept, and with what was dropped before it got there as a gap. And whoever
-- asks for room that is there waits for nobody.

-- The last position of the partners' log that was dropped before it was copied.
alter table agency_log_opening add column partner_missing bigint not null default 0;

-- True where the log that the subscription goes on in lacks what came next in the one before.
alter table subscription_cursor add column is_cut boolean not null default false;

-- One lock after the other as whoever opens a log does. What is half copied is copied anew: nobody has read it, and of its
-- beginning it is not known what was missing.
lock table agency_log_opening in access exclusive mode;
do $$
declare
  half_done agency_log_opening;
  lower_pos bigint;
begin
  for half_done in select * from agency_log_opening loop
    for lower_pos in select generate_series(1, half_done.pos, half_done.partition_size) loop
      execute format('drop table if exists %I', log_list_table(half_done.audience) || '_o' || lower_pos);
    end loop;
  end loop;
  delete from agency_log_place;
  delete from agency_log_source;
  delete from agency_log_opening;
end $$;

create or replace function log_finish_agency(wanted text) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  owned text := 'agency/' || substr(wanted, 8);
  list_table text := log_list_table(wanted);
  has_read_partners boolean := exists (select 1 from subscription where owner = owned and audience = 'partner');
  done agency_log_opening;
  missing bigint;
  copied text;
  part text;
  lower_pos bigint;
  ceiling bigint;
begin
  select * into strict done from agency_log_opening where audience = wanted;
  -- What is at the end of the partners' log and no longer kept was never copied.
  select greatest(done.partner_missing, case when h.first_pos - 1 > done.partner_pos then h.first_pos - 1 end)
  into missing from log_head h where h.audience = 'partner';

  -- Whoever has read the partners' log may have seen any number of it, also one whose event is not kept or not copied.
  update source_head h set seq = 0 where h.audience = wanted;
  insert into source_head(audience, source, seq)
  select wanted, k.source, max(k.seq)
  from (select s.source, s.seq from agency_log_source s where s.audience = wanted
        union all
        select p.source, p.seq from source_head p where p.audience = 'partner' and has_read_partners) k
  group by k.source order by k.source
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
  set is_cut = c.is_cut or coalesce(c.next_pos <= missing, false),
      next_pos = coalesce((select p.pos from agency_log_place p
                           where p.audience = wanted and p.partner_pos >= c.next_pos order by p.partner_pos limit 1),
                          done.pos + 1)
  from subscription s where s.owner = owned and s.audience = 'partner' and c.sub = s.id;
  update subscription set audience = wanted where owner = owned and audience = 'partner';
  delete from agency_log_place where audience = wanted;
  delete from agency_log_source where audience = wanted;
  delete from agency_log_opening where audience = wanted;
end $$;

-- A process that has just begun does not know how far there is room. Partitions at the end are dropped by nobody who does not
-- have the head of their log, which who appends has, or the opening of it, which that one excludes.
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
  select max(upper_pos) into ceiling from log_partition where audience = wanted_audience;
  if ceiling >= last_pos then
    return ceiling;
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

-- The logs of single partner agencies. What an agency may see is what all partners may see and what names it; its log
-- holds both in one order, so that it too reads one log and needs one cursor, and no number tells of what is for another
-- agency. Whatever is appended to the partners' log is appended to the logs of agencies as well, in the same transaction.
create table agency_log (
  audience  text primary key check (audience ~ '^agency-'),
  opened_at timestamptz not null default now()
);
revoke insert, update, delete on agency_log from ${appRole};

-- The attribute dataclassification, null where the event says nothing.
alter table event_log add column classification text;

-- Events that a publishing service sent to readers who may not know them: they got no position, and this is what is left
-- of them. For the side whose matter it was; where the level names no side, for both.
create table border_audit (
  source         text not null,
  id             text not null,
  audience       text not null,
  type           text not null,
  subject        text,
  classification text not null,
  origin         text check (origin in ('side-cn', 'side-kr')),
  at             timestamptz not null default now(),
  primary key (source, id)
);
create index border_audit_at on border_audit (at, source, id);
alter table border_audit enable row level security;
alter table border_audit force row level security;
create policy read_own_side on border_audit for select
  using (current_setting('app.system', true) = 'on'
         or current_setting('app.audience', true) in ('side-cn', 'side-kr')
            and coalesce(origin, current_setting('app.audience', true)) = current_setting('app.audience', true));
create policy append on border_audit for insert with check (current_setting('app.system', true) = 'on');
revoke update, delete on border_audit from ${appRole};

-- Opens the log of an agency where it is not open: takes over what the partners' log holds, merged with what came for the
-- agency alone. Of that it leaves out, with an audit record, what is not of the readable classifications: another body of
-- the same name may have been meant. What the agency had subscribed to in the partners' log goes on in its own.
create function log_open_agency(wanted text, readable text[], partition_size bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  owned text := 'agency/' || substr(wanted, 8);
  part text;
  ceiling bigint;
  amount bigint;
begin
  if wanted !~ '^agency-[a-z0-9-]{1,64}$' then
    raise exception 'no log for %', wanted using errcode = 'invalid_parameter_value';
  end if;
  perform set_config('app.system', 'on', true);
  -- Appenders hold it shared: none has looked for open logs before and appends after.
  perform pg_advisory_xact_lock(hashtext('agency_log'));
  if exists (select 1 from agency_log where audience = wanted) then
    return;
  end if;
  -- All locks before the log is looked at: its partitions and what its subscribers have of it.
  perform pg_advisory_xact_lock(hashtext('log_make_room'));
  perform 1 from subscription_cursor c join subscription s on s.id = c.sub
  where s.owner = owned and s.audience = 'partner' order by c.sub for update of c;
  perform 1 from lane l join subscription s on s.id = l.sub
  where s.owner = owned and s.audience = 'partner' order by l.sub, l.lane for update of l;
  insert into border_audit(source, id, audience, type, subject, classification, origin)
  select source, id, audience, type, subject, classification,
         case when classification ~ '-(cn|kr)$' then 'side-' || right(classification, 2) end
  from event_log where audience = wanted and not classification = any(readable)
  on conflict do nothing;
  -- What was left out leaves no gap in the numbers of the sources either; the number stands behind all text of the data.
  create temp table merged_log on commit drop as
    select row_number() over (order by e.reached, e.audience <> 'partner', e.pos) as new_pos,
           case when e.audience = 'partner' then e.seq
                else lpad((row_number() over (partition by e.audience, e.source order by e.pos))::text, 20, '0')
           end as new_seq, e.*
    from (select l.*, max(l.recorded) over (partition by l.audience order by l.pos) as reached
          from event_log l where l.audience in ('partner', wanted)) e
    where e.audience = 'partner' or e.classification is null or e.classification = any(readable);
  update merged_log
  set body = convert_to(regexp_replace(convert_from(body, 'UTF8'), '^(.*,"sequence":")[0-9]{20}', '\1' || new_seq), 'UTF8')
  where new_seq <> seq;
  update source_head h set seq = (select count(*) from merged_log m where m.audience = wanted and m.source = h.source)
  where h.audience = wanted;
  create unique index on merged_log (audience, pos);
  analyze merged_log;
  select count(*) into amount from merged_log;
  -- It has no reader yet, so it may be written anew. Appenders remember how far it had room.
  select coalesce(max(upper_pos), 1) into ceiling from log_partition where audience = wanted;
  for part in select table_name from log_partition where audience = wanted loop
    execute format('drop table %I', part);
  end loop;
  delete from log_partition where audience = wanted;
  perform log_make_room(wanted, 1, greatest(amount, ceiling), partition_size);
  insert into event_log(audience, pos, source, id, type, subject, partitionkey, time, recorded, seq, classification, body)
  select wanted, new_pos, source, id, type, subject, partitionkey, time, recorded, new_seq, classification, body
  from merged_log;
  insert into log_head(audience, pos) values (wanted, amount)
  on conflict (audience) do update set pos = excluded.pos, first_pos = 1;
  insert into agency_log(audience) values (wanted);

  update delivery d
  set pos = coalesce((select m.new_pos from merged_log m where m.audience = 'partner' and m.pos = d.pos), 0)
  from subscription s
  where s.owner = owned and s.audience = 'partner' and d.sub = s.id and d.pos is not null;
  update subscription_cursor c
  set next_pos = coalesce((select m.new_pos from merged_log m
                           where m.audience = 'partner' and m.pos >= c.next_pos order by m.pos limit 1), amount + 1)
  from subscription s where s.owner = owned and s.audience = 'partner' and c.sub = s.id;
  update subscription set audience = wanted where owner = owned and audience = 'partner';
end $$;
revoke execute on function log_open_agency(text, text[], bigint) from public;
grant execute on function log_open_agency(text, text[], bigint) to ${appRole};

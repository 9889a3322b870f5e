-- Applied again whenever it changes: what is to change is changed here.

-- Copies the next events of the partners' log and of what came for the agency alone, merged by the time of recording. Of
-- the latter it leaves out, with an audit record, what is not of the readable classifications, and of both what asks for
-- an undertaking that is not among those of the setting app.undertakings. Each of both logs keeps its
-- order. The events of each source are numbered from 1 by what is copied, but for those of the partners' log where the agency
-- has read that: then they keep what they were sent with. The caller has locked how far the copy is.
create or replace function log_copy_page(wanted text, readable text[], most int, has_read_partners boolean) returns void
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
      select e.*,
        e.audience = 'partner' or coalesce(e.classification = any(readable), false) as is_classified,
        log_undertakings(e.body) <@ string_to_array(coalesce(current_setting('app.undertakings', true), ''), ',')
          and (e.audience = 'partner' or coalesce(e.classification = any(readable), false)) as is_readable
      from (select * from partner union all select * from own) e
      where e.reached <= (select reached from bound))
    select m.*,
           done.pos + count(*) filter (where m.is_readable)
             over (order by m.reached, m.audience <> 'partner', m.pos rows unbounded preceding) as new_pos,
           case when m.audience = 'partner' and has_read_partners then m.seq
                else lpad((coalesce(s.seq, 0) + count(*) filter (where m.is_readable)
                             over (partition by m.audience, m.source order by m.pos rows unbounded preceding))::text, 20, '0')
           end as new_seq
    from merged m left join agency_log_source s on s.audience = wanted and s.source = m.source;

  insert into border_audit(source, id, audience, type, subject, classification, origin, rule, undertakings)
  select source, id, wanted, type, subject, classification,
         case when classification ~ '-(cn|kr)$' then 'side-' || right(classification, 2) end,
         case when is_classified then 'undertaking' else 'classification' end,
         case when is_classified then log_undertakings(body) else '{}' end
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
    execute format($copy$
      insert into %I(audience, pos, source, id, type, subject, partitionkey, time, recorded, seq, classification, body)
      select $1, new_pos, source, id, type, subject, partitionkey, time, recorded, new_seq, classification,
             case when new_seq = seq then body else log_numbered(body, new_seq) end
      from copied_page where is_readable and new_pos >= $2 and new_pos < $3 order by new_pos$copy$, range_table)
    using wanted, lower_pos, lower_pos + done.partition_size;
  end loop;

  insert into agency_log_source(audience, source, seq)
  select wanted, source, max(new_seq)::bigint from copied_page where is_readable group by source
  on conflict (audience, source) do update set seq = greatest(agency_log_source.seq, excluded.seq);
  if has_read_partners then
    insert into agency_log_place(audience, partner_pos, pos)
    select wanted, pos, new_pos from copied_page where audience = 'partner' and is_readable;
  end if;
  update agency_log_opening o
  set pos = greatest(o.pos, (select max(new_pos) from copied_page)),
      partner_pos = greatest(o.partner_pos, (select max(pos) from copied_page where audience = 'partner')),
      -- Positions are contiguous: whatever is jumped over was dropped.
      partner_missing = greatest(o.partner_missing, (select min(pos) - 1 from copied_page where audience = 'partner'
                                                     having min(pos) > done.partner_pos + 1)),
      partner_reached = greatest(o.partner_reached, (select max(reached) from copied_page where audience = 'partner')),
      own_pos = greatest(o.own_pos, (select max(pos) from copied_page where audience = wanted)),
      own_reached = greatest(o.own_reached, (select max(reached) from copied_page where audience = wanted))
  where o.audience = wanted;
  drop table copied_page;
end $$;

revoke execute on function log_copy_page(text, text[], int, boolean) from public;

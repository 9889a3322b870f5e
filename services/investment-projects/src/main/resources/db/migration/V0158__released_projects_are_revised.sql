-- The second lock (rule C8): the content of a project of one side that others read changes in a transaction that confirms a
-- revision of it, and to what that revision says, whatever the application does. Steps have persons of their own.

create function revised_now(project uuid) returns boolean
  language sql stable parallel safe
  return exists (select 1 from pending_revision r
    where r.project_id = project and r.state = 'CONFIRMED' and r.xmin = pg_current_xact_id()::xid);

-- A date as it stands in JSON, by its first day and its precision, in the form of the columns.
create function fuzzy_date_said(said jsonb) returns text
  language sql immutable parallel safe
  return case said ->> 'precision'
    when 'DAY' then said ->> 'date'
    when 'MONTH' then left(said ->> 'date', 7)
    when 'QUARTER' then left(said ->> 'date', 4) || '-Q' || (substr(said ->> 'date', 6, 2)::int + 2) / 3
    when 'HALF' then left(said ->> 'date', 4) || '-H' || (substr(said ->> 'date', 6, 2)::int + 5) / 6
    when 'YEAR' then left(said ->> 'date', 4)
  end;

-- Whether a project says what was confirmed, in all that stands in its own row.
create function project_says(p project, confirmed jsonb) returns boolean
  language sql stable parallel safe
  return (
    select (p.title, p.type, p.direction, p.modality, p.relation, p.counts_toward_aggregate, p.phases_partial,
        p.investment_amount, p.investment_currency, p.investment_basis, to_char(p.investment_value_date, 'YYYY-MM-DD'),
        p.investment_text, p.parent_id::text)
      is not distinct from
      (said -> 'title', said ->> 'type', said ->> 'direction', said ->> 'modality', said ->> 'relation',
        (said ->> 'countsTowardAggregate')::boolean, (said ->> 'phasesPartial')::boolean,
        (said #>> '{totalInvestment,amount}')::numeric, said #>> '{totalInvestment,currency}', said #>> '{totalInvestment,basis}',
        said #>> '{totalInvestment,valueDate}', said #>> '{totalInvestment,text}', right(said ->> 'parentProject', 36))
      and (to_jsonb(p.products), to_jsonb(p.host_countries), p.unknown_reasons)
        = (coalesce(said -> 'products', '[]'), coalesce(said -> 'hostCountries', '[]'), coalesce(said -> 'unknownReasons', '{}'))
      and (p.registered_capital, p.own_contribution, p.jobs, p.state_since)
        is not distinct from
        (said -> 'registeredCapital', said -> 'ownContribution', said -> 'jobs', fuzzy_date_said(confirmed -> 'stateSince'))
      and array(select 'urn:ckep:source:' || s from unnest(p.source_ids) with ordinality as source (s, n) order by n)
        = array(select jsonb_array_elements_text(coalesce(said -> 'sources', '[]')))
    from (select confirmed -> 'content' as said) c);

create function keep_released_content() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from pending_revision r
      where r.project_id = old.id and r.state = 'CONFIRMED' and r.base_version = old.version
        and r.xmin = pg_current_xact_id()::xid and project_says(new, r.content::jsonb)) then
    raise exception 'what others read of a side''s project two persons change' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
-- A step brings the day of its state, its sources and what is known by it.
create trigger keeps_released_content before update on project for each row
  when (new.stewardship in ('UNILATERAL', 'SHARED') and new.classification_level not in ('SIDE', 'MINISTRY')
    and ((old.title, old.type, old.direction, old.modality, old.products, old.host_countries, old.parent_id, old.relation,
          old.counts_toward_aggregate, old.phases_partial, old.investment_amount, old.investment_currency,
          old.investment_basis, old.investment_value_date, old.investment_text, old.registered_capital,
          old.own_contribution, old.jobs)
        is distinct from
        (new.title, new.type, new.direction, new.modality, new.products, new.host_countries, new.parent_id, new.relation,
          new.counts_toward_aggregate, new.phases_partial, new.investment_amount, new.investment_currency,
          new.investment_basis, new.investment_value_date, new.investment_text, new.registered_capital,
          new.own_contribution, new.jobs)
      or (old.state = new.state
        and (old.state_since, old.unknown_reasons, old.source_ids)
          is distinct from (new.state_since, new.unknown_reasons, new.source_ids))))
  execute function keep_released_content();

-- With a step the key dates of a project change too, and the project's own row before them.
create function note_step() returns trigger language plpgsql as $$
begin
  perform set_config('app.stepped', new.id::text, true);
  return null;
end
$$;
create trigger notes_step after update on project for each row when (old.state is distinct from new.state)
  execute function note_step();

-- The lists of a project, of the one that a row leaves as of the one that it comes to.
create function keep_released_parts() returns trigger language plpgsql as $$
begin
  if exists (select 1 from project p
        where p.id in (new.project_id, old.project_id) and p.stewardship in ('UNILATERAL', 'SHARED')
          and p.classification_level not in ('SIDE', 'MINISTRY')
          and not (tg_argv[0] = 'with steps' and p.id::text = ckep_setting('app.stepped'))
          and not revised_now(p.id)) then
    raise exception 'what others read of a side''s project two persons change' using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end
$$;
create trigger keeps_released_content before insert or update or delete on project_sector
  for each row execute function keep_released_parts('');
create trigger keeps_released_content before insert or update or delete on project_site
  for each row execute function keep_released_parts('');
create trigger keeps_released_content before insert or update or delete on project_participant
  for each row execute function keep_released_parts('');
create trigger keeps_released_content before insert or update or delete on project_capacity
  for each row execute function keep_released_parts('');
create trigger keeps_released_content before insert or update or delete on project_key_date
  for each row execute function keep_released_parts('with steps');

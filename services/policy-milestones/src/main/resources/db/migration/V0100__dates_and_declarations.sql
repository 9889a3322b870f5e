-- A date as exactly as it is known: 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-01-04. Queries work with its first and last
-- day, which the tables keep beside it as generated columns.
create domain fuzzy_date as text
  check (value ~ '^\d{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$');

create function first_day(value text) returns date
  language sql immutable strict parallel safe
  return case
    when value ~ '^\d{4}$' then make_date(value::int, 1, 1)
    when value ~ 'Q' then make_date(left(value, 4)::int, right(value, 1)::int * 3 - 2, 1)
    when value ~ 'H' then make_date(left(value, 4)::int, right(value, 1)::int * 6 - 5, 1)
    when length(value) = 7 then make_date(left(value, 4)::int, right(value, 2)::int, 1)
    else make_date(left(value, 4)::int, substr(value, 6, 2)::int, right(value, 2)::int)
  end;

create function last_day(value text) returns date
  language sql immutable strict parallel safe
  return (first_day(value) + case
    when value ~ '^\d{4}$' then interval '12 months'
    when value ~ 'Q' then interval '3 months'
    when value ~ 'H' then interval '6 months'
    when length(value) = 7 then interval '1 month'
    else interval '1 day'
  end - interval '1 day')::date;

-- What either side declares about a record that it can read, it writes itself, whoever keeps the record: such tables are
-- guarded by side.
create procedure guard_declarations(target text, parent text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', target);
  execute format('alter table %I force row level security', target);
  execute format('create policy readers_of_the_record on %I for select '
    'using (exists (select 1 from %I parent where parent.id = record_id))', target, parent);
  execute format('create policy own_side_adds on %I for insert with check (ckep_is_system() '
    'or (side is not distinct from nullif(ckep_setting(''app.side''), '''') and ckep_setting(''app.caller'') <> '''' '
    'and exists (select 1 from %I parent where parent.id = record_id)))', target, parent);
  execute format('create policy own_side_changes on %I for update '
    'using (ckep_is_system() or side = ckep_setting(''app.side''))', target);
  execute format('create policy system_removes on %I for delete using (ckep_is_system())', target);
end
$$;

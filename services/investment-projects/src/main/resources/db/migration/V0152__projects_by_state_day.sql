-- The first day of a date that is known to the year, half, quarter, month or day; that of no date comes before all others.
-- Not in SQL, so that the planner finds the same call in the index and in the query.
create function ckep_state_day(value text) returns date
  language plpgsql immutable parallel safe
as $$
begin
  return case
    when value is null then date '0001-01-01'
    when substr(value, 6, 1) = 'Q' then make_date(left(value, 4)::int, substr(value, 7, 1)::int * 3 - 2, 1)
    when substr(value, 6, 1) = 'H' then make_date(left(value, 4)::int, substr(value, 7, 1)::int * 6 - 5, 1)
    else make_date(
      left(value, 4)::int,
      coalesce(nullif(substr(value, 6, 2), '')::int, 1),
      coalesce(nullif(substr(value, 9, 2), '')::int, 1))
  end;
end
$$;

-- The list in the order of those days, either way: its first page is read off the index.
create index project_state_day_order on project (ckep_state_day(state_since), created_at, id);

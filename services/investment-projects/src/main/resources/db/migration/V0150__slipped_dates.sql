-- How far each planned date lies from what came of it, for reports that rank by it. A date that is not known to the day counts
-- as its last day. Whoever asks sees what he sees of the dates themselves.
create function fuzzy_date_end(day text) returns date language sql immutable parallel safe
  return case
    when day ~ '^\d{4}$' then make_date(day::int, 12, 31)
    when day ~ 'Q' then (make_date(left(day, 4)::int, right(day, 1)::int * 3, 1) + interval '1 month - 1 day')::date
    when day ~ 'H' then (make_date(left(day, 4)::int, right(day, 1)::int * 6, 1) + interval '1 month - 1 day')::date
    when day ~ '^\d{4}-\d{2}$'
      then (make_date(left(day, 4)::int, right(day, 2)::int, 1) + interval '1 month - 1 day')::date
    else day::date
  end;

create view planned_date with (security_invoker = true) as
  select project_id, key_date, first_plan, last_plan, actual, fuzzy_date_end(first_plan) as planned_on,
    fuzzy_date_end(coalesce(actual, last_plan)) as comes_on
  from (
    select project_id, key_date,
      (array_agg(date::text order by position) filter (where kind = 'PLANNED'))[1] as first_plan,
      (array_agg(date::text order by position desc) filter (where kind = 'PLANNED'))[1] as last_plan,
      max(date::text) filter (where kind = 'ACTUAL') as actual
    from project_key_date
    group by project_id, key_date
  ) dates
  where first_plan is not null;
grant select on planned_date to ${appRole};

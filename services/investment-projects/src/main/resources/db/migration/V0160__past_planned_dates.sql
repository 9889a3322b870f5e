-- The report of the latest projects as it was: the same as planned_date, of the dates that were recorded by the moment that is
-- asked about.
create view past.planned_date with (security_invoker = true) as
  select project_id, key_date, first_plan, last_plan, actual, public.fuzzy_date_end(first_plan) as planned_on,
    public.fuzzy_date_end(coalesce(actual, last_plan)) as comes_on
  from (
    select project_id, key_date,
      (array_agg(date::text order by position) filter (where kind = 'PLANNED'))[1] as first_plan,
      (array_agg(date::text order by position desc) filter (where kind = 'PLANNED'))[1] as last_plan,
      max(date::text) filter (where kind = 'ACTUAL') as actual
    from past.project_key_date
    group by project_id, key_date
  ) dates
  where first_plan is not null;
grant select on past.planned_date to ${appRole};

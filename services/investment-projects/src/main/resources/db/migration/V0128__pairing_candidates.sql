-- What the search for the other side's record of the same thing compares.
create index project_local_ids on project using gin (local_id_keys);
create index site_province on site (iso3166_2);

-- The first and the last day of a date as exactly as it is known.
create function first_day(known text) returns date language sql immutable parallel safe
  return case
    when known ~ '-Q' then make_date(left(known, 4)::int, right(known, 1)::int * 3 - 2, 1)
    when known ~ '-H' then make_date(left(known, 4)::int, right(known, 1)::int * 6 - 5, 1)
    when length(known) = 4 then make_date(known::int, 1, 1)
    when length(known) = 7 then (known || '-01')::date
    else known::date
  end;

create function last_day(known text) returns date language sql immutable parallel safe
  return (case
    when known ~ '-Q' then first_day(known) + interval '3 months'
    when known ~ '-H' then first_day(known) + interval '6 months'
    when length(known) = 4 then first_day(known) + interval '1 year'
    when length(known) = 7 then first_day(known) + interval '1 month'
    else first_day(known) + interval '1 day'
  end - interval '1 day')::date;

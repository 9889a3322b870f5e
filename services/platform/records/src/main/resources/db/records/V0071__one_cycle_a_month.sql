-- Figures are compared as they stand: a cycle is of the month in which it is closed or of the one before, and each month has one.
-- Those of before stay as they are.
create function ckep_one_cycle_a_month() returns trigger language plpgsql as $$
declare
  present date := date_trunc('month', new.closed_at at time zone 'Asia/Seoul');
begin
  if new.month is null or new.month > present or new.month < present - interval '2 months'
      or exists (select 1 from reconciliation_cycle c where c.month >= new.month) then
    raise exception 'each month has one cycle, closed then or in the next one' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger remains_one_a_month before insert on reconciliation_cycle
  for each row execute function ckep_one_cycle_a_month();

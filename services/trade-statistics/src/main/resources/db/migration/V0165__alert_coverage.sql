-- How much of a reporter's imports the suppliers listed make up, beside what an alert says of suppliers.
alter table warning_alert add column raised_coverage numeric, add column latest_coverage numeric;

-- Rules over suppliers are looked at once more, so that alerts that were raised before tell it too.
do $$
declare
  caller text := coalesce(current_setting('app.system', true), '');
begin
  perform set_config('app.system', 'on', true);
  update warning_rule set looked_at = null
    where not retired and (metric = 'SUPPLIER_HHI' or metric = 'SUPPLIER_SHARE' and partner is null);
  perform set_config('app.system', caller, true);
end
$$;

-- A figure that is there without its value was read as no trade, so alerts may have been raised or cleared by it: all rules
-- are looked at once more.
do $$
declare
  caller text := coalesce(current_setting('app.system', true), '');
begin
  perform set_config('app.system', 'on', true);
  update warning_rule set looked_at = null where not retired;
  perform set_config('app.system', caller, true);
end
$$;

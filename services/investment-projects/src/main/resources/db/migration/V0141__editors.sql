-- Whoever changed a record last does not release it. Of the changes before, the trail knows.
alter table site add column edited_by text;
alter table capacity_share add column edited_by text;
alter table commitment add column edited_by text;
alter table shareholding add column edited_by text;
call ckep_keep_record_versions('site');
call ckep_keep_record_versions('commitment');
call ckep_keep_record_versions('shareholding');

do $$
declare
  target text;
begin
  perform set_config('app.system', 'on', true);
  foreach target in array array['site', 'capacity_share', 'commitment', 'shareholding'] loop
    execute format('update %I r set edited_by = a.subject from (select distinct on (urn) urn, subject from audit_entry '
      'where version_before is not null order by urn, at desc) a where a.urn = %L || r.id',
      target, 'urn:ckep:' || replace(target, '_', '-') || ':');
  end loop;
  perform set_config('app.system', '', true);
end
$$;

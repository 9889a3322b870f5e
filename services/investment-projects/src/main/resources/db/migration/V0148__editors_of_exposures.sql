-- Whoever changed an exposure last does not release it. Of the changes before, the trail knows.
alter table exposure add column edited_by text;
call ckep_keep_record_versions('exposure');

do $$
begin
  perform set_config('app.system', 'on', true);
  update exposure r set edited_by = a.subject from (select distinct on (urn) urn, subject from audit_entry
    where version_before is not null order by urn, at desc) a where a.urn = 'urn:ckep:exposure:' || r.id;
  perform set_config('app.system', '', true);
end
$$;

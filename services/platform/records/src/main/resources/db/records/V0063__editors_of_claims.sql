-- Whoever lets a claim no longer count has changed it last, and does not release it. Of the claims before, the trail knows.
alter table claim add column edited_by text;
call ckep_keep_record_versions('claim');

do $$
begin
  perform set_config('app.system', 'on', true);
  update claim set edited_by = (
      select a.subject from audit_entry a
      where a.urn = 'urn:ckep:claim:' || claim.id and a.action = 'deprecate-claim' order by a.at desc limit 1)
    where rank = 'DEPRECATED';
  perform set_config('app.system', '', true);
end
$$;

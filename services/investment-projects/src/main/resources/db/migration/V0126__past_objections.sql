-- What a change set settles is kept with its versions, and objections are kept as they were: each version is read as the
-- row was then.
call ckep_keep_versions('change_set', array['id'],
  'ckep_is_system() or side = ckep_setting(''app.side'') '
  'or (proposed_at is not null and ckep_setting(''app.side'') <> '''')');
update past.change_set_version set settles = '{}' where settles is null;
call ckep_keep_versions('objection', array['id'],
  'ckep_is_system() or side = ckep_setting(''app.side'') '
  'or (raised_at is not null and ckep_setting(''app.side'') <> '''')');

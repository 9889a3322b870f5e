-- The procedure of a change set is kept with its versions.
call ckep_keep_versions('change_set', array['id'],
  'ckep_is_system() or side = ckep_setting(''app.side'') '
  'or (proposed_at is not null and ckep_setting(''app.side'') <> '''')');
update past.change_set_version set procedure = 'EXPLICIT' where procedure is null;

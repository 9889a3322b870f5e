-- What both sides agree on for themselves of a project, known as of any moment, as the change sets that say it.
call ckep_keep_agreed_figures('project', 'project');
call ckep_keep_versions('agreed_figure', array['change_id'],
  'ckep_may_read(classification_level, null, classification_agencies)');
call ckep_keep_versions('change_set', array['id'],
  'ckep_is_system() or side = ckep_setting(''app.side'') '
  'or (proposed_at is not null and ckep_setting(''app.side'') <> '''')');

-- Both sides let others read a project of both, and whom is kept with the versions of the change set.
call ckep_guard_joint_readers('project', 'project');
call ckep_keep_versions('change_set', array['id'],
  'ckep_is_system() or side = ckep_setting(''app.side'') '
  'or (proposed_at is not null and ckep_setting(''app.side'') <> '''')');

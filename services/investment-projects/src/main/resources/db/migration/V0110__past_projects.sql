-- Everything that an answer about projects is made of is kept as it was.
call ckep_keep_record_versions('source');
call ckep_keep_record_versions('claim');
call ckep_keep_record_versions('site');
call ckep_keep_record_versions('project');
call ckep_keep_part_versions('project_sector', array['project_id', 'position'], 'project_id', 'project');
call ckep_keep_part_versions('project_site', array['project_id', 'position'], 'project_id', 'project');
call ckep_keep_part_versions('project_participant', array['project_id', 'position'], 'project_id', 'project');
call ckep_keep_part_versions('project_key_date', array['project_id', 'position'], 'project_id', 'project');
call ckep_keep_part_versions('project_capacity', array['project_id', 'position'], 'project_id', 'project');
call ckep_keep_part_versions('project_commitment', array['project_id', 'position'], 'project_id', 'project');
call ckep_keep_part_versions('project_holding', array['project_id', 'position'], 'project_id', 'project');
call ckep_keep_part_versions('project_step', array['id'], 'project_id', 'project');
call ckep_keep_versions('project_filing', array['id'],
  'ckep_is_system() or (side = ckep_setting(''app.side'') '
  'and exists (select 1 from past.project_version parent where parent.id = project_filing_version.project_id))');
call ckep_keep_versions('reference_copy', array['audience', 'urn'], 'ckep_may_hear(audience)');
call ckep_keep_versions('side_figure', array['id'],
  'ckep_may_read(classification_level, classification_side, classification_agencies)');
call ckep_keep_versions('change_set', array['id'],
  'ckep_is_system() or side = ckep_setting(''app.side'') '
  'or (proposed_at is not null and ckep_setting(''app.side'') <> '''')');

-- Figures of projects that one side stands behind as of those of both, and no wider than their project.
call ckep_keep_record_figures('project', 'project');

-- Who released a figure is kept in its versions too, where they were kept before that was noted.
call ckep_keep_versions('side_figure', array['id'],
  'ckep_may_read(classification_level, classification_side, classification_agencies)');

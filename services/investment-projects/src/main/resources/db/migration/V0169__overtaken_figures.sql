call ckep_keep_versions('agreed_figure', array['change_id'],
  'ckep_may_read(classification_level, null, classification_agencies)');

-- Since when the state held that a step left: how long a project stayed there. Of earlier steps nobody recorded it.
alter table project_step add column from_since fuzzy_date;
call ckep_keep_part_versions('project_step', array['id'], 'project_id', 'project');

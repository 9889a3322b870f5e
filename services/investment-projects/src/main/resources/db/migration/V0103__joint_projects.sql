-- A project of both sides changes only where both have agreed on exactly that version.
call ckep_guard_joint('project', 'project');
call ckep_guard_joint_parts('project_sector', 'project_id', 'project', 'project');
call ckep_guard_joint_parts('project_site', 'project_id', 'project', 'project');
call ckep_guard_joint_parts('project_participant', 'project_id', 'project', 'project');
call ckep_guard_joint_parts('project_key_date', 'project_id', 'project', 'project');
call ckep_guard_joint_parts('project_capacity', 'project_id', 'project', 'project');
call ckep_guard_joint_parts('project_commitment', 'project_id', 'project', 'project');
call ckep_guard_joint_parts('project_holding', 'project_id', 'project', 'project');
call ckep_guard_joint_parts('project_step', 'project_id', 'project', 'project');

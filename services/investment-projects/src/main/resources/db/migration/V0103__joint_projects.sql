-- A project of both sides changes only where both have agreed on exactly that version.
call ckep_guard_joint('project', 'project');

-- What a side says here it says to itself at first, and nobody who had a hand in it lets others read it.

call ckep_keep_record_editors('project', 'project', '^(release|state-changed|date-slipped)');
call ckep_keep_record_editors('site', 'site', '^release');
call ckep_keep_record_editors('capacity_share', 'capacity-share', '^release');
call ckep_keep_record_editors('commitment', 'commitment', '^release');
call ckep_keep_record_editors('shareholding', 'shareholding', '^release');

-- What sources say of a capacity is everybody's by default (rule C4), so it is entered for whom its side likes.
call ckep_own_side_first('project');
call ckep_own_side_first('site');
call ckep_own_side_first('commitment');
call ckep_own_side_first('shareholding');

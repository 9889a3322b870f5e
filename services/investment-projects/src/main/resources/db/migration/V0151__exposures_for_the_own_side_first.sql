-- As of projects, now that it is known of exposures too who changed them.
call ckep_keep_record_editors('exposure', 'exposure', '^release');
call ckep_own_side_first('exposure');

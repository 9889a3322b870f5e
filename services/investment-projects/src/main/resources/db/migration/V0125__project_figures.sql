-- What each side states of a project beside its sum.
alter table project add column registered_capital jsonb
  check ((registered_capital ->> 'amount')::numeric > 0);
alter table project add column own_contribution jsonb
  check ((own_contribution ->> 'amount')::numeric > 0);
alter table project add column jobs jsonb;
call ckep_keep_record_versions('project');

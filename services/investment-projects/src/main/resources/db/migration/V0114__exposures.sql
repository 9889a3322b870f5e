-- Which projects and sites a measure of control touches, and who says so. The measure belongs to another service, so that it is
-- named and not referred to; the subject is looked up under the writer's own rights (rule C9).
create table exposure (
  id          uuid primary key,
  version     int not null,
  like record_head including all,
  subject_urn text not null check (subject_urn ~ '^urn:ckep:(project|site):'),
  measure_urn text not null check (measure_urn like 'urn:ckep:measure:%'),
  effect      jsonb not null,
  state       text not null check (state in ('RAISED', 'CLEARED')),
  since       fuzzy_date not null,
  cleared_on  fuzzy_date,
  reason      jsonb,
  constraint what_is_cleared_says_when_and_why
    check ((state = 'CLEARED') = (cleared_on is not null) and (state = 'CLEARED') = (reason is not null))
);
call ckep_guard_records('exposure');
create index exposure_subject on exposure (subject_urn);
create index exposure_measure on exposure (measure_urn, state);
create index exposure_order on exposure (created_at desc, id desc);

call ckep_keep_record_versions('exposure');

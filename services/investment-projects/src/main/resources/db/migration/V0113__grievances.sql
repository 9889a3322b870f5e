-- What companies complain of. A grievance is one side's alone until a releaser of that side lets the other side read it; never
-- wider.
create table grievance (
  id         uuid primary key,
  version    int not null,
  like record_head including all,
  project_id uuid not null references project (id),
  org_urn             text,
  unnamed_side        text check (unnamed_side in ('CN', 'KR')),
  unnamed_description text,
  text       jsonb not null,
  opened     fuzzy_date not null,
  state      text not null
    check (state in ('RECEIVED', 'UNDER_REVIEW', 'ANSWERED', 'RESOLVED', 'REJECTED', 'WITHDRAWN')),
  state_since fuzzy_date not null,
  agency     text,
  answer     jsonb,
  moved_by   text not null,
  constraint raised_by_is_named_or_not check (org_urn is null or (unnamed_side is null and unnamed_description is null)),
  constraint a_side_hears_grievances check (owner_side is not null),
  constraint never_wider_than_both_sides check (classification_level in ('BILATERAL', 'SIDE', 'MINISTRY')),
  constraint both_sides_read_what_is_shared
    check ((stewardship = 'SHARED') = (classification_level = 'BILATERAL')),
  constraint a_review_has_its_agency check (state not in ('UNDER_REVIEW', 'ANSWERED', 'RESOLVED') or agency is not null),
  constraint an_answer_is_there check (state not in ('ANSWERED', 'RESOLVED') or answer is not null)
);
call ckep_guard_records('grievance');
create index grievance_project on grievance (project_id);
create index grievance_order on grievance (created_at desc, id desc);

create table grievance_step (
  id           uuid primary key,
  grievance_id uuid not null references grievance (id),
  from_state   text not null,
  to_state     text not null,
  date         fuzzy_date not null,
  agency       text,
  answer       jsonb,
  reason       jsonb,
  recorded_at  timestamptz not null
);
call ckep_guard_parts('grievance_step', 'grievance_id', 'grievance');
create index grievance_step_grievance on grievance_step (grievance_id, recorded_at, id);
drop policy parent_changes on grievance_step;
drop policy parent_removes on grievance_step;
revoke update, delete on grievance_step from ${appRole};

call ckep_keep_record_versions('grievance');
call ckep_keep_part_versions('grievance_step', array['id'], 'grievance_id', 'grievance');

create table milestone (
  id            uuid primary key,
  version       int not null,
  like record_head including all,
  title         jsonb not null,
  unknown       jsonb not null,
  type          text not null
    check (type in ('PRE_PROCUREMENT', 'ENGAGEMENT', 'APPROVAL', 'ASSESSMENT', 'DELIVERY', 'REPORTING', 'FINANCING',
                    'LEGAL', 'NEGOTIATION', 'TARIFF_STEP', 'REVIEW', 'TARGET')),
  subject       text check (subject like 'urn:ckep:%'),
  owner         text check (owner in ('CN', 'KR', 'BOTH')),
  criteria      jsonb,
  sectors       text[] not null,
  starts_on     fuzzy_date,
  state         text not null
    check (state in ('DRAFT', 'PROPOSED', 'AGREED', 'IN_PROGRESS', 'MET', 'PARTIALLY_MET', 'MISSED', 'CANCELLED',
                     'SUPERSEDED')),
  -- The last entry of milestone_due_date.
  due           fuzzy_date,
  due_first     date generated always as (first_day(due)) stored,
  due_last      date generated always as (last_day(due)) stored,
  slips         int not null check (slips >= 0),
  met_on        date,
  end_reason    text,
  superseded_by uuid check (superseded_by <> id),
  constraint proposal_is_complete
    check (stewardship = 'OBSERVED' or state in ('DRAFT', 'CANCELLED', 'SUPERSEDED')
           or (due is not null and owner is not null and criteria is not null)),
  constraint m4_met_has_a_day check (stewardship = 'OBSERVED' or (state = 'MET') = (met_on is not null)),
  constraint superseded_by_something check ((state = 'SUPERSEDED') = (superseded_by is not null)),
  constraint ended_with_a_reason check (state not in ('CANCELLED', 'SUPERSEDED') or end_reason is not null)
);
call ckep_guard_records('milestone');
create index milestone_order on milestone (created_at desc, id desc);
create index milestone_due on milestone (due_last);
create index milestone_subject on milestone (subject);

-- Rule M3: due dates are only ever added to; the last one counts.
create table milestone_due_date (
  id          uuid primary key,
  record_id   uuid not null references milestone (id),
  position    int not null,
  due         fuzzy_date not null,
  reason      text,
  recorded_at timestamptz not null,
  unique (record_id, position)
);
call ckep_guard_parts('milestone_due_date', 'record_id', 'milestone');
revoke update, delete on milestone_due_date from ${appRole};

create table milestone_evidence (
  id          uuid primary key,
  record_id   uuid not null references milestone (id),
  side        text check (side in ('CN', 'KR')),
  title       jsonb,
  ref         text check (ref like 'urn:ckep:%'),
  url         text,
  sha256      text check (sha256 ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz not null,
  constraint evidence_is_something check (ref is not null or url is not null or title is not null)
);
create index milestone_evidence_record on milestone_evidence (record_id, recorded_at);
create index milestone_evidence_ref on milestone_evidence (ref);
call guard_declarations('milestone_evidence', 'milestone');

create table milestone_assessment (
  id          uuid primary key,
  record_id   uuid not null references milestone (id),
  side        text not null check (side in ('CN', 'KR')),
  assessment  text not null check (assessment in ('MET', 'PARTIALLY_MET', 'NOT_MET')),
  met_on      date,
  note        text,
  recorded_at timestamptz not null,
  unique (record_id, side),
  constraint met_has_a_day check ((assessment = 'MET') = (met_on is not null))
);
call guard_declarations('milestone_assessment', 'milestone');

-- One side's word for a step that both must take. It counts for exactly the content it was given for.
create table milestone_consent (
  id          uuid primary key,
  record_id   uuid not null references milestone (id),
  side        text not null check (side in ('CN', 'KR')),
  subject     text not null,
  to_state    text not null,
  due         fuzzy_date,
  reason      text,
  superseded_by uuid,
  recorded_at timestamptz not null,
  unique (record_id, side)
);
call guard_declarations('milestone_consent', 'milestone');

-- to_id depends on from_id. Whoever reads both milestones reads the link, and nobody else.
create table milestone_dependency (
  id          uuid primary key,
  from_id     uuid not null references milestone (id),
  to_id       uuid not null references milestone (id),
  type        text not null check (type in ('FS', 'SS', 'FF', 'SF', 'DEPENDS_ON')),
  lag_days    int not null check (lag_days between -365 and 3650),
  hard        boolean not null,
  recorded_at timestamptz not null,
  unique (from_id, to_id),
  constraint m1_no_self_edge check (from_id <> to_id)
);
create index milestone_dependency_to on milestone_dependency (to_id);
alter table milestone_dependency enable row level security;
alter table milestone_dependency force row level security;
create policy readers_of_both on milestone_dependency for select
  using (exists (select 1 from milestone m where m.id = from_id)
         and exists (select 1 from milestone m where m.id = to_id));
create policy keeper_of_the_successor_adds on milestone_dependency for insert
  with check (exists (select 1 from milestone m where m.id = from_id)
              and exists (select 1 from milestone m where m.id = to_id and ckep_may_write(m.owner_side)));
create policy keeper_of_the_successor_removes on milestone_dependency for delete
  using (exists (select 1 from milestone m where m.id = from_id)
         and exists (select 1 from milestone m where m.id = to_id and ckep_may_write(m.owner_side)));

create function plus_days(day date, days int) returns date
  language sql immutable parallel safe
  return day + days;

create table mechanism (
  id             uuid primary key,
  version        int not null,
  like record_head including all,
  title          jsonb not null,
  unknown        jsonb not null,
  -- The two sides' own names of one body differ.
  name_cn        jsonb,
  name_kr        jsonb,
  level          text
    check (level in ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'MINISTER', 'VICE_MINISTER', 'DIRECTOR_GENERAL', 'DIRECTOR',
                     'WORKING')),
  periodicity    text check (periodicity ~ '^P(\d+Y)?(\d+M)?$' and periodicity <> 'P'),
  established_on fuzzy_date,
  established_by jsonb
);
call ckep_guard_records('mechanism');
create index mechanism_order on mechanism (created_at desc, id desc);

create table mechanism_counterpart (
  id           uuid primary key,
  record_id    uuid not null references mechanism (id),
  position     int not null,
  side         text not null check (side in ('CN', 'KR')),
  organisation text not null check (organisation like 'urn:ckep:%'),
  office       jsonb,
  valid_from   fuzzy_date,
  valid_to     fuzzy_date,
  constraint validity_in_order check (first_day(valid_from) <= last_day(valid_to))
);
create index mechanism_counterpart_record on mechanism_counterpart (record_id);
create index mechanism_counterpart_organisation on mechanism_counterpart (organisation);
call ckep_guard_parts('mechanism_counterpart', 'record_id', 'mechanism');

create table engagement (
  id             uuid primary key,
  version        int not null,
  like record_head including all,
  title          jsonb not null,
  unknown        jsonb not null,
  kind           text not null
    check (kind in ('STATE_VISIT', 'SUMMIT', 'MINISTERIAL', 'COMMITTEE_SESSION', 'ROUND', 'CHIEF_NEGOTIATORS', 'FORUM',
                    'EXHIBITION', 'HOTLINE_CALL', 'WORKING_MEETING')),
  state          text not null
    check (state in ('PLANNED', 'CONFIRMED', 'HELD', 'MINUTES_AGREED', 'POSTPONED', 'CANCELLED')),
  mechanism_id   uuid,
  track_id       uuid,
  ordinal        int check (ordinal >= 1),
  gap_reason     text,
  starts_on      fuzzy_date,
  ends_on        fuzzy_date,
  starts_first   date generated always as (first_day(starts_on)) stored,
  ends_last      date generated always as (last_day(ends_on)) stored,
  -- A day on which it is known to have been going on, where start and end are not known.
  seen_on        fuzzy_date,
  place          jsonb,
  video          boolean not null,
  host_side      text check (host_side in ('CN', 'KR')),
  guest_side     text check (guest_side in ('CN', 'KR')),
  level          text
    check (level in ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'MINISTER', 'VICE_MINISTER', 'DIRECTOR_GENERAL', 'DIRECTOR',
                     'WORKING')),
  agenda_sectors text[] not null,
  minutes_sha256 text check (minutes_sha256 ~ '^[0-9a-f]{64}$'),
  end_reason     text,
  constraint m8_start_before_end check (first_day(starts_on) <= last_day(ends_on)),
  constraint host_is_not_guest check (host_side <> guest_side),
  constraint held_has_dates
    check (state not in ('HELD', 'MINUTES_AGREED') or stewardship = 'OBSERVED'
           or (starts_on is not null and ends_on is not null)),
  constraint one_place check (not video or place is null)
);
call ckep_guard_records('engagement');
create index engagement_order on engagement (created_at desc, id desc);
create index engagement_dates on engagement (starts_first);
-- Rule M7, scoped by who stands behind the record so that no conflict tells of a hidden one (rule C9).
create unique index m7_ordinal_of_mechanism on engagement (mechanism_id, ordinal, coalesce(owner_side, ''));
create unique index m7_ordinal_of_track on engagement (track_id, ordinal, coalesce(owner_side, ''));

create table engagement_head (
  id        uuid primary key,
  record_id uuid not null references engagement (id),
  position  int not null,
  side      text not null check (side in ('CN', 'KR')),
  person    jsonb not null,
  office    jsonb
);
create index engagement_head_record on engagement_head (record_id);
call ckep_guard_parts('engagement_head', 'record_id', 'engagement');

create table engagement_participant (
  id           uuid primary key,
  record_id    uuid not null references engagement (id),
  position     int not null,
  organisation text not null check (organisation like 'urn:ckep:%'),
  role         text not null check (role in ('EXHIBITOR', 'ORGANISER', 'HOST', 'SPEAKER', 'PARTICIPANT'))
);
create index engagement_participant_record on engagement_participant (record_id);
create index engagement_participant_organisation on engagement_participant (organisation);
call ckep_guard_parts('engagement_participant', 'record_id', 'engagement');

create table engagement_outcome (
  id        uuid primary key,
  record_id uuid not null references engagement (id),
  position  int not null,
  kind      text not null check (kind in ('MOU', 'DEAL', 'AGREEMENT', 'STATEMENT')),
  title     jsonb not null,
  ref       text check (ref like 'urn:ckep:%')
);
create index engagement_outcome_record on engagement_outcome (record_id);
call ckep_guard_parts('engagement_outcome', 'record_id', 'engagement');

-- The dates that a postponement replaced. Only ever added to.
create table engagement_former_date (
  id          uuid primary key,
  record_id   uuid not null references engagement (id),
  position    int not null,
  starts_on   fuzzy_date,
  ends_on     fuzzy_date,
  reason      text not null,
  recorded_at timestamptz not null
);
create index engagement_former_date_record on engagement_former_date (record_id);
call ckep_guard_parts('engagement_former_date', 'record_id', 'engagement');
revoke update, delete on engagement_former_date from ${appRole};

-- One side's word that the minutes with that digest are agreed; with the second one they are.
create table engagement_consent (
  id             uuid primary key,
  record_id      uuid not null references engagement (id),
  side           text not null check (side in ('CN', 'KR')),
  subject        text not null,
  minutes_sha256 text,
  recorded_at    timestamptz not null,
  unique (record_id, side)
);
call guard_declarations('engagement_consent', 'engagement');

create table delegation (
  id                  uuid primary key,
  version             int not null,
  like record_head including all,
  title               jsonb not null,
  unknown             jsonb not null,
  engagement_id       uuid not null,
  side                text not null check (side in ('CN', 'KR')),
  kind                text not null check (kind in ('BUSINESS', 'OFFICIAL', 'EXPERT', 'MIXED')),
  -- "The highest-level one since": when the last comparable one came.
  highest_level_since fuzzy_date
);
call ckep_guard_records('delegation');
create index delegation_order on delegation (created_at desc, id desc);
create index delegation_engagement on delegation (engagement_id);

create table delegation_member (
  id           uuid primary key,
  record_id    uuid not null references delegation (id),
  position     int not null,
  organisation text check (organisation like 'urn:ckep:%'),
  person       jsonb,
  office       jsonb,
  role         text not null check (role in ('LEAD', 'MEMBER')),
  constraint someone_or_something check (organisation is not null or person is not null)
);
create index delegation_member_record on delegation_member (record_id);
create index delegation_member_organisation on delegation_member (organisation);
call ckep_guard_parts('delegation_member', 'record_id', 'delegation');

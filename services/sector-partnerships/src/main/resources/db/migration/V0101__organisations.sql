create table organisation (
  id           uuid primary key,
  version      int not null,
  like record_head including all,
  name         jsonb not null,
  kind         text not null check (kind in ('GOVERNMENT', 'MINISTRY', 'AGENCY', 'SUBNATIONAL', 'PARK', 'COMPANY',
    'GROUP', 'UNIVERSITY', 'ASSOCIATION', 'IGO', 'MEDIA')),
  side         text not null check (side in ('CN', 'KR', 'THIRD')),
  country      text check (country ~ '^[A-Z]{2}$'),
  lei          text check (lei ~ '^[A-Z0-9]{18}[0-9]{2}$'),
  status       text not null check (status in ('ACTIVE', 'RENAMED', 'MERGED', 'DISSOLVED')),
  parent_id    uuid references organisation (id) check (parent_id <> id),
  successor_id uuid references organisation (id) check (successor_id <> id),
  ended_on     text,
  search_key   text not null,
  constraint side_fixes_country check (side = 'THIRD' or country = side),
  constraint third_has_country check (side <> 'THIRD' or country is not null or kind = 'IGO'),
  constraint gone_on_has_successor check ((status in ('RENAMED', 'MERGED')) = (successor_id is not null))
);
call ckep_guard_records('organisation');
create index organisation_order on organisation (created_at, id);
create index organisation_parent_of on organisation (parent_id) where parent_id is not null;
create index organisation_successor_of on organisation (successor_id) where successor_id is not null;

-- The names that an organisation has had under one URN, the present one included.
create table organisation_name (
  id              uuid primary key,
  organisation_id uuid not null references organisation (id),
  position        int not null,
  name            jsonb not null,
  valid_from      text,
  valid_to        text,
  source_ids      uuid[] not null default '{}',
  unique (organisation_id, position)
);
call ckep_guard_parts('organisation_name', 'organisation_id', 'organisation');

-- Under whose roof it has been. The present roof stands in organisation.parent_id too.
create table organisation_parent (
  id              uuid primary key,
  organisation_id uuid not null references organisation (id),
  position        int not null,
  parent_id       uuid not null references organisation (id),
  valid_from      text,
  valid_to        text,
  unique (organisation_id, position)
);
call ckep_guard_parts('organisation_parent', 'organisation_id', 'organisation');

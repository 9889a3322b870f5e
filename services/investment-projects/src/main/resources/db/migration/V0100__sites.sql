-- A date as exactly as it is known: 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-01-04.
create domain fuzzy_date as text
  check (value ~ '^\d{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$');

-- Plants, fabs and laboratories. Foreign keys and unique constraints see through row-level security (rule C9): what a
-- row points to is looked up under the writer's own rights before, so that no constraint ever answers for a hidden row.
create table site (
  id                  uuid primary key,
  version             int not null,
  like record_head including all,
  title               jsonb not null,
  search_key          text not null,
  org_urn             text,
  unnamed_side        text check (unnamed_side in ('CN', 'KR')),
  unnamed_description text,
  country             text not null,
  iso3166_2           text not null,
  city                text,
  park_id             text,
  lat                 numeric check (lat between -90 and 90),
  lon                 numeric check (lon between -180 and 180),
  product             text,
  sectors             text[] not null,
  state               text not null
    check (state in ('PLANNED', 'UNDER_CONSTRUCTION', 'IN_OPERATION', 'IDLE', 'DIVESTED', 'CLOSED')),
  since               fuzzy_date,
  land_area_km2       numeric check (land_area_km2 > 0),
  unknown_reasons     jsonb not null,
  constraint site_lies_in_its_country check (left(iso3166_2, 2) = country),
  constraint site_coordinates_come_together check ((lat is null) = (lon is null)),
  constraint site_owner_is_named_or_not check (org_urn is null or (unnamed_side is null and unnamed_description is null))
);
call ckep_guard_records('site');
create index site_org on site (org_urn);
create index site_country on site (country, iso3166_2);

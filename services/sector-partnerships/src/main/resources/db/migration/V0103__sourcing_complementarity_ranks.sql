create table sourcing_relation (
  id             uuid primary key,
  version        int not null,
  like record_head including all,
  buyer          text not null check (buyer ~ '^urn:ckep:(organisation|site):'),
  material       jsonb not null,
  hs             text not null check (hs ~ '^[0-9]{6}$'),
  origin_country text check (origin_country ~ '^[A-Z]{2}$'),
  adoption       text not null check (adoption in ('TESTING', 'PARTIAL', 'MAJOR', 'FULL')),
  share          jsonb,
  qualified_on   text,
  as_of          text,
  sector         text not null references sector (code),
  modality       text not null
    check (modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN', 'EXPECTATION', 'OPINION')),
  search_key     text not null
);
call ckep_guard_records('sourcing_relation');
create index sourcing_relation_order on sourcing_relation (created_at, id);
create index sourcing_relation_buyer on sourcing_relation (buyer, hs);

create table sourcing_supplier (
  id                   uuid primary key,
  sourcing_relation_id uuid not null references sourcing_relation (id),
  position             int not null,
  alternative          boolean not null,
  organisation_id      uuid references organisation (id),
  unnamed_side         text check (unnamed_side in ('CN', 'KR')),
  unnamed_description  text,
  unique (sourcing_relation_id, position)
);
call ckep_guard_parts('sourcing_supplier', 'sourcing_relation_id', 'sourcing_relation');

create table complementarity (
  id        uuid primary key,
  version   int not null,
  like record_head including all,
  sector    text not null references sector (code),
  side      text not null check (side in ('CN', 'KR')),
  modality  text not null
    check (modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN', 'EXPECTATION', 'OPINION')),
  strengths jsonb not null
);
call ckep_guard_records('complementarity');
create index complementarity_order on complementarity (created_at, id);
create index complementarity_sector on complementarity (sector, side);

create table rank_claim (
  id              uuid primary key,
  version         int not null,
  like record_head including all,
  organisation_id uuid not null references organisation (id),
  metric          text not null check (metric ~ '^[A-Z][A-Z0-9_]{2,59}$'),
  rank            int check (rank >= 1),
  level           text check (level in ('NONE', 'LOW', 'MODERATE', 'HIGH', 'LARGELY', 'TOP_TIER')),
  words           text,
  as_of           text,
  sector          text not null references sector (code),
  modality        text not null
    check (modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN', 'EXPECTATION', 'OPINION')),
  constraint rank_says_something check (rank is not null or level is not null or words is not null)
);
call ckep_guard_records('rank_claim');
create index rank_claim_order on rank_claim (created_at, id);
create index rank_claim_organisation on rank_claim (organisation_id, metric);
create index rank_claim_sector on rank_claim (sector);

create table partnership (
  id               uuid primary key,
  version          int not null,
  like record_head including all,
  title            jsonb not null,
  kind             text not null check (kind in ('JOINT_RND', 'CO_DEVELOPMENT', 'TECHNOLOGY_LICENCE', 'CROSS_LICENCE',
    'SUPPLY', 'OFFTAKE', 'PACKAGING_TESTING', 'JOINT_VENTURE', 'MARKET_ACCESS', 'DISTRIBUTION', 'STANDARDS', 'TALENT',
    'FINANCE', 'SUBNATIONAL_PACT')),
  state            text not null check (state in ('EXPECTED', 'DISMISSED', 'EXPLORING', 'NEGOTIATING', 'SIGNED',
    'ACTIVE', 'ON_HOLD', 'COMPLETED', 'TERMINATED', 'EXPIRED', 'LAPSED')),
  state_since      text,
  state_reason     text,
  modality         text not null
    check (modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN', 'EXPECTATION', 'OPINION')),
  sectors          text[] not null check (cardinality(sectors) > 0),
  starts_on        text,
  ends_on          text,
  ends_on_day      date,
  signed_on        text,
  signed_on_day    date,
  document         text,
  document_sha256  text check (document_sha256 ~ '^[0-9a-f]{64}$'),
  binding          text not null check (binding in ('NON_BINDING', 'BINDING', 'UNKNOWN')),
  third_markets    text[] not null default '{}',
  engagement_id    text,
  signatories      jsonb not null,
  ip_terms         jsonb,
  deliverables     jsonb not null,
  unknown          jsonb not null,
  last_report_on   date,
  made_by          text not null,
  search_key       text not null,
  constraint document_has_digest check ((document is null) = (document_sha256 is null)),
  constraint binding_needs_document check (binding <> 'BINDING' or document is not null),
  constraint dismissed_has_day check (state <> 'DISMISSED' or state_since is not null),
  constraint expected_is_expectation check (state <> 'EXPECTED' or modality = 'EXPECTATION')
);
call ckep_guard_records('partnership');
create index partnership_order on partnership (created_at, id);
create index partnership_state on partnership (state);
create index partnership_sectors on partnership using gin (sectors);
create index partnership_expiring on partnership (ends_on_day) where state in ('SIGNED', 'ACTIVE');
create index partnership_lapsing on partnership (signed_on_day) where state = 'SIGNED' and binding = 'NON_BINDING';

create table partnership_party (
  id                  uuid primary key,
  partnership_id      uuid not null references partnership (id),
  position            int not null,
  organisation_id     uuid references organisation (id),
  unnamed_side        text check (unnamed_side in ('CN', 'KR')),
  unnamed_description text,
  side                text check (side in ('CN', 'KR', 'THIRD')),
  role                text not null check (role in ('LEAD', 'PARTNER', 'FUNDER', 'LICENSOR', 'LICENSEE', 'SUPPLIER',
    'BUYER', 'HOST')),
  joined_on           text,
  left_on             text,
  unique (partnership_id, position),
  constraint named_party_has_side check (organisation_id is null or side is not null),
  constraint party_is_named_or_not
    check (organisation_id is null or (unnamed_side is null and unnamed_description is null))
);
call ckep_guard_parts('partnership_party', 'partnership_id', 'partnership');
create index partnership_party_of on partnership_party (organisation_id);

-- What each side brings, as one assessor sees it: a side (owner_side: its own assessment, with a classification of its own)
-- or the sources of an observed record (owner_side is null).
create table partnership_contribution (
  id                      uuid primary key,
  partnership_id          uuid not null references partnership (id),
  side                    text not null check (side in ('CN', 'KR')),
  organisation_id         uuid references organisation (id),
  class                   text not null check (class in ('TECHNOLOGY', 'IP', 'CAPITAL', 'LABOUR', 'MARKET',
    'MATERIALS', 'MANUFACTURING', 'DATA', 'BRAND', 'INFRASTRUCTURE', 'TALENT')),
  weight                  int not null check (weight between 0 and 3),
  evidence                jsonb,
  source_ids              uuid[] not null default '{}',
  owner_side              text check (owner_side in ('CN', 'KR')),
  assessed_at             timestamptz not null,
  classification_level    text not null
    check (classification_level in ('PUBLIC', 'PARTNER', 'BILATERAL', 'SIDE', 'MINISTRY')),
  classification_side     text check (classification_side in ('CN', 'KR')),
  classification_agencies text[] not null default '{}',
  -- Scoped by the assessor, so that one side's assessment never collides with the other's hidden one (rule C9).
  unique nulls not distinct (partnership_id, owner_side, side, organisation_id, class)
);
call ckep_guard_records('partnership_contribution');

create table partnership_flow (
  id                uuid primary key,
  partnership_id    uuid not null references partnership (id),
  position          int not null,
  from_side         text not null check (from_side in ('CN', 'KR', 'THIRD')),
  to_side           text not null check (to_side in ('CN', 'KR', 'THIRD')),
  technology        jsonb not null,
  kind              text not null
    check (kind in ('LICENCE', 'CROSS_LICENCE', 'KNOW_HOW', 'EQUIPMENT', 'JOINT_DEVELOPMENT', 'UNSTATED')),
  controlled_by     text[] not null default '{}',
  licence           text,
  licence_from      text,
  licence_to        text,
  exempt_reason     text,
  unique (partnership_id, position),
  constraint flow_leads_elsewhere check (from_side <> to_side)
);
call ckep_guard_parts('partnership_flow', 'partnership_id', 'partnership');

-- What it grew out of: earlier partnerships of this register and projects of the investment register (a weak reference).
create table partnership_evolution (
  id             uuid primary key,
  partnership_id uuid not null references partnership (id),
  position       int not null,
  evolved_from   text not null,
  predecessor_id uuid references partnership (id) check (predecessor_id <> partnership_id),
  unique (partnership_id, evolved_from)
);
call ckep_guard_parts('partnership_evolution', 'partnership_id', 'partnership');
create index partnership_evolution_to on partnership_evolution (predecessor_id);

create table partnership_transition (
  id             uuid primary key,
  partnership_id uuid not null references partnership (id),
  position       int not null,
  from_state     text,
  to_state       text not null,
  happened_on    text,
  reason         text,
  source_ids     uuid[] not null default '{}',
  by_side        text check (by_side in ('CN', 'KR')),
  recorded_at    timestamptz not null,
  unique (partnership_id, position)
);
call ckep_guard_parts('partnership_transition', 'partnership_id', 'partnership');

create table partnership_report (
  id             uuid primary key,
  partnership_id uuid not null references partnership (id),
  position       int not null,
  on_day         date not null,
  summary        jsonb not null,
  source_ids     uuid[] not null default '{}',
  by_side        text check (by_side in ('CN', 'KR')),
  recorded_at    timestamptz not null,
  unique (partnership_id, position)
);
call ckep_guard_parts('partnership_report', 'partnership_id', 'partnership');

create table project (
  id                      uuid primary key,
  version                 int not null,
  like record_head including all,
  edited_by               text not null,
  title                   jsonb not null,
  search_key              text not null,
  type                    text not null
    check (type in ('GREENFIELD', 'EXPANSION', 'UPGRADE', 'MERGER_ACQUISITION', 'CAPITAL_INCREASE', 'JV_FORMATION',
      'RND_CENTRE', 'RELOCATION', 'DIVESTMENT', 'PARK_INFRASTRUCTURE')),
  direction               text not null
    check (direction in ('KR_TO_CN', 'CN_TO_KR', 'JOINT_THIRD_MARKET', 'MUTUAL')),
  modality                text not null
    check (modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN', 'EXPECTATION', 'OPINION')),
  state                   text not null
    check (state in ('PROSPECT', 'ANNOUNCED', 'FILED', 'APPROVED', 'COMMITTED', 'UNDER_CONSTRUCTION', 'COMMISSIONING',
      'OPERATIONAL', 'WINDING_DOWN', 'CLOSED', 'PARTIALLY_CLOSED', 'COMPLETED', 'WITHDRAWN', 'CANCELLED',
      'SUSPENDED')),
  resume_to               text
    check (resume_to in ('APPROVED', 'COMMITTED', 'UNDER_CONSTRUCTION', 'COMMISSIONING', 'OPERATIONAL',
      'PARTIALLY_CLOSED')),
  state_since             fuzzy_date,
  state_reason            jsonb,
  products                text[] not null,
  host_countries          text[] not null,
  parent_id               uuid references project (id),
  relation                text check (relation in ('PHASE_OF', 'EXPANDS', 'UPGRADES', 'REPLACES', 'FUNDS')),
  counts_toward_aggregate boolean not null,
  investment_amount       numeric check (investment_amount > 0),
  investment_currency     text,
  investment_basis        text check (investment_basis in ('DECLARED', 'CONTRACTED', 'ARRIVED', 'USED', 'TOTAL_PLANNED')),
  investment_value_date   date,
  investment_text         text,
  paid_amount             numeric check (paid_amount > 0),
  paid_currency           text,
  unknown_reasons         jsonb not null,
  constraint suspended_knows_where_to_resume check ((state = 'SUSPENDED') = (resume_to is not null)),
  constraint state_of_the_profile check (case
    when type in ('MERGER_ACQUISITION', 'CAPITAL_INCREASE', 'JV_FORMATION', 'DIVESTMENT')
      then coalesce(resume_to, state) not in
        ('UNDER_CONSTRUCTION', 'COMMISSIONING', 'OPERATIONAL', 'WINDING_DOWN', 'CLOSED')
    else coalesce(resume_to, state) not in ('PARTIALLY_CLOSED', 'COMPLETED')
  end),
  constraint parent_and_relation_come_together check ((parent_id is null) = (relation is null)),
  constraint not_its_own_parent check (parent_id <> id),
  constraint third_market_names_hosts
    check ((direction = 'JOINT_THIRD_MARKET') = (cardinality(host_countries) > 0)),
  constraint investment_is_whole check (
    (investment_amount is null) = (investment_currency is null)
    and (investment_amount is null) = (investment_basis is null)),
  constraint payment_is_whole check ((paid_amount is null) = (paid_currency is null)),
  constraint expectation_drives_no_state check (
    modality not in ('EXPECTATION', 'OPINION') or state in ('PROSPECT', 'WITHDRAWN', 'CANCELLED'))
);
call ckep_guard_records('project');
create index project_parent on project (parent_id);
create index project_pipeline on project (state, direction);

create table project_sector (
  project_id uuid not null references project (id),
  position   int not null,
  code       text not null,
  share      numeric check (share > 0 and share <= 100),
  primary key (project_id, position)
);
call ckep_guard_parts('project_sector', 'project_id', 'project');
create index project_sector_code on project_sector (code);

create table project_site (
  project_id uuid not null references project (id),
  position   int not null,
  site_id    uuid not null references site (id),
  primary key (project_id, position)
);
call ckep_guard_parts('project_site', 'project_id', 'project');
create index project_site_site on project_site (site_id);

create table project_participant (
  project_id          uuid not null references project (id),
  position            int not null,
  role                text not null
    check (role in ('INVESTOR', 'HOST_ENTITY', 'PARTNER', 'FINANCIER', 'REGULATOR', 'PARK', 'CONTRACTOR')),
  org_urn             text,
  unnamed_side        text check (unnamed_side in ('CN', 'KR')),
  unnamed_description text,
  primary key (project_id, position),
  constraint participant_is_named_or_not check (org_urn is null or (unnamed_side is null and unnamed_description is null))
);
call ckep_guard_parts('project_participant', 'project_id', 'project');
create index project_participant_org on project_participant (org_urn);

-- Planned dates are a history; the actual date of a key date stands once. Lists are kept by position, so that no other
-- column of a part can be unique: two rows may swap their content in two statements.
create table project_key_date (
  project_id uuid not null references project (id),
  position   int not null,
  key_date   text not null
    check (key_date in ('MOU_SIGNED', 'ANNOUNCED', 'FILED', 'APPROVED', 'CONTRACT_SIGNED', 'GROUNDBREAKING',
      'COMPLETION', 'COMMISSIONED', 'MASS_PRODUCTION', 'CLOSED', 'WITHDRAWN')),
  kind       text not null check (kind in ('PLANNED', 'ACTUAL')),
  date       fuzzy_date not null,
  primary key (project_id, position)
);
call ckep_guard_parts('project_key_date', 'project_id', 'project');

create table project_capacity (
  project_id    uuid not null references project (id),
  position      int not null,
  product       text not null,
  value         numeric not null check (value >= 0),
  relation      text not null check (relation in ('EQ', 'GT', 'GE', 'LT', 'LE', 'APPROX', 'RANGE')),
  upper         numeric,
  unit          text,
  counting_unit text,
  kind          text not null check (kind in ('PLANNED', 'ACTUAL')),
  as_of         fuzzy_date,
  primary key (project_id, position),
  constraint range_has_an_upper_bound check ((relation = 'RANGE') = (upper is not null))
);
call ckep_guard_parts('project_capacity', 'project_id', 'project');

create table project_commitment (
  project_id          uuid not null references project (id),
  position            int not null,
  org_urn             text,
  unnamed_side        text check (unnamed_side in ('CN', 'KR')),
  unnamed_description text,
  amount              numeric not null check (amount > 0),
  currency            text not null,
  kind                text not null check (kind in ('EQUITY', 'LOAN', 'IN_KIND', 'GRANT', 'GUARANTEE')),
  signed_on           fuzzy_date not null,
  primary key (project_id, position)
);
call ckep_guard_parts('project_commitment', 'project_id', 'project');

-- A holding without holder is an undisclosed one.
create table project_holding (
  project_id          uuid not null references project (id),
  position            int not null,
  disclosed           boolean not null,
  org_urn             text,
  unnamed_side        text check (unnamed_side in ('CN', 'KR')),
  unnamed_description text,
  share_exact         numeric check (share_exact between 0 and 100),
  share_min           numeric check (share_min between 0 and 100),
  share_max           numeric check (share_max between 0 and 100),
  exclusive_min       boolean not null,
  exclusive_max       boolean not null,
  unknown_reason      text,
  primary key (project_id, position),
  constraint undisclosed_names_nobody check (disclosed or (org_urn is null and unnamed_side is null))
);
call ckep_guard_parts('project_holding', 'project_id', 'project');

-- The annex of one side: visible to it alone, whoever may see the project. Rows are only added; the newest word about a
-- filing stands.
create table project_filing (
  id          uuid primary key,
  project_id  uuid not null references project (id),
  side        text not null check (side in ('CN', 'KR')),
  kind        text not null,
  agency      text,
  number      text,
  filed_on    fuzzy_date,
  decided_on  fuzzy_date,
  outcome     text not null check (outcome in ('PENDING', 'POSITIVE', 'NEGATIVE', 'NOT_REQUIRED')),
  recorded_at timestamptz not null
);
alter table project_filing enable row level security;
alter table project_filing force row level security;
create policy own_side_reads on project_filing for select using (ckep_is_system() or side = ckep_setting('app.side'));
create policy own_side_adds on project_filing for insert with check (
  side = ckep_setting('app.side')
  and exists (select 1 from project parent where parent.id = project_id and ckep_may_write(parent.owner_side)));
create index project_filing_project on project_filing (project_id, recorded_at);

-- Every step that was ever taken, with its reason.
create table project_step (
  id              uuid primary key,
  project_id      uuid not null references project (id),
  from_state      text not null,
  to_state        text not null,
  date            fuzzy_date,
  reason          jsonb,
  settlement_note jsonb,
  site_state      text,
  source_ids      uuid[] not null,
  side            text check (side in ('CN', 'KR')),
  recorded_at     timestamptz not null
);
call ckep_guard_parts('project_step', 'project_id', 'project');
create index project_step_project on project_step (project_id, recorded_at);

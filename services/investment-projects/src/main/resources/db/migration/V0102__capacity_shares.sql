-- Which part of an output one site makes, and who says so. Two claims about one site, scope and period stand side by side
-- (rule I12): nothing here is unique but the id.
create table capacity_share (
  id                  uuid primary key,
  version             int not null,
  like record_head including all,
  site_id             uuid not null references site (id),
  product             text not null,
  sector              text,
  denominator         jsonb not null,
  denominator_scope   text not null check (denominator_scope in ('ORG_WORLD', 'SECTOR_COUNTRY', 'WORLD')),
  denominator_country text,
  percent             numeric not null check (percent between 0 and 100),
  relation            text not null check (relation in ('EQ', 'GT', 'GE', 'LT', 'LE', 'APPROX', 'RANGE')),
  percent_upper       numeric check (percent_upper between 0 and 100),
  period              fuzzy_date,
  modality            text not null
    check (modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN', 'EXPECTATION', 'OPINION')),
  unknown_reasons     jsonb not null,
  constraint share_has_source check (cardinality(source_ids) > 0),
  constraint range_has_an_upper_bound check ((relation = 'RANGE') = (percent_upper is not null)),
  constraint country_of_a_sector check ((denominator_scope = 'SECTOR_COUNTRY') = (denominator_country is not null))
);
call ckep_guard_records('capacity_share');
create index capacity_share_site on capacity_share (site_id);

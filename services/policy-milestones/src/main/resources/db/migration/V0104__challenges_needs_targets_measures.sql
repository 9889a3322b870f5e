create table challenge (
  id              uuid primary key,
  version         int not null,
  like record_head including all,
  title           jsonb not null,
  unknown         jsonb not null,
  kinds           text[] not null check (cardinality(kinds) > 0),
  -- ISO 3166-1 code of who exerts it; often a third country.
  exerted_by      text check (exerted_by ~ '^[A-Z]{2}$'),
  on_side         text check (on_side in ('CN', 'KR')),
  sectors         text[] not null,
  measure_id      uuid,
  indicators      text[] not null,
  mitigations     text[] not null,
  mitigation_note jsonb
);
call ckep_guard_records('challenge');
create index challenge_order on challenge (created_at desc, id desc);
create index challenge_sectors on challenge using gin (sectors);

-- A side's own view of how heavy a challenge is: the other side and the public never see that there is one.
create table challenge_severity (
  id          uuid primary key,
  record_id   uuid not null references challenge (id),
  side        text not null check (side in ('CN', 'KR')),
  severity    text not null check (severity in ('LOW', 'MODERATE', 'HIGH', 'CRITICAL')),
  note        text,
  recorded_at timestamptz not null,
  unique (record_id, side)
);
alter table challenge_severity enable row level security;
alter table challenge_severity force row level security;
create policy own_side on challenge_severity
  using (ckep_is_system() or side = ckep_setting('app.side'))
  with check (side = ckep_setting('app.side') and exists (select 1 from challenge c where c.id = record_id));

create table need (
  id        uuid primary key,
  version   int not null,
  like record_head including all,
  title     jsonb not null,
  unknown   jsonb not null,
  statement jsonb,
  sectors   text[] not null
);
call ckep_guard_records('need');
create index need_order on need (created_at desc, id desc);

create table priority (
  id       uuid primary key,
  version  int not null,
  like record_head including all,
  title    jsonb not null,
  unknown  jsonb not null,
  rank     int check (rank >= 1),
  sectors  text[] not null,
  valid_from fuzzy_date,
  valid_to   fuzzy_date,
  constraint validity_in_order check (first_day(valid_from) <= last_day(valid_to))
);
call ckep_guard_records('priority');
create index priority_order on priority (created_at desc, id desc);

create table shift (
  id           uuid primary key,
  version      int not null,
  like record_head including all,
  title        jsonb not null,
  unknown      jsonb not null,
  past_model   jsonb not null,
  new_model    jsonb not null,
  -- What each side contributed in the past model: contribution classes of the partnership register.
  past_cn      text[] not null,
  past_kr      text[] not null,
  measured_by  text check (measured_by in ('HORIZONTALITY'))
);
call ckep_guard_records('shift');
create index shift_order on shift (created_at desc, id desc);

create table target (
  id          uuid primary key,
  version     int not null,
  like record_head including all,
  title       jsonb not null,
  unknown     jsonb not null,
  owner       text not null check (owner in ('CN', 'KR', 'BOTH')),
  metric      text not null check (metric ~ '^[A-Z][A-Z0-9_]{1,63}$'),
  -- Rule M11: the direction is explicit.
  relation    text not null check (relation in ('EQ', 'GT', 'GE', 'LT', 'LE')),
  value       numeric not null,
  unit        text,
  baseline    numeric,
  baseline_on fuzzy_date,
  due         fuzzy_date,
  due_last    date generated always as (last_day(due)) stored,
  modality    text not null check (modality in ('STATED_INTENT', 'PLAN', 'EXPECTATION', 'ASSERTED')),
  sectors     text[] not null,
  constraint m11_ranks_go_down check (metric !~ 'RANK$' or relation in ('LE', 'LT'))
);
call ckep_guard_records('target');
create index target_order on target (created_at desc, id desc);
create index target_due on target (owner, due_last);

create table measure (
  id             uuid primary key,
  version        int not null,
  like record_head including all,
  title          jsonb not null,
  unknown        jsonb not null,
  issuer         text not null check (issuer ~ '^[A-Z]{2}$'),
  kind           text not null
    check (kind in ('EXPORT_CONTROL', 'TARIFF', 'SUBSIDY', 'INVESTMENT_SCREENING', 'VISA', 'QUARANTINE')),
  announced_on   fuzzy_date,
  in_force_on    fuzzy_date,
  removed_on     fuzzy_date,
  announced_last date generated always as (last_day(announced_on)) stored,
  in_force_last  date generated always as (last_day(in_force_on)) stored,
  removed_last   date generated always as (last_day(removed_on)) stored,
  hs             text[] not null,
  sectors        text[] not null,
  organisations  text[] not null,
  affected_sides text[] not null,
  evaluation     text check (evaluation in ('RED', 'AMBER', 'GREEN')),
  constraint m10_removed_after_in_force
    check (removed_on is null or (in_force_on is not null and first_day(in_force_on) <= last_day(removed_on)))
);
call ckep_guard_records('measure');
create index measure_order on measure (created_at desc, id desc);
create index measure_dates on measure (in_force_last, removed_last);
create index measure_sectors on measure using gin (sectors);

-- What answers a need: a milestone, a mechanism or an instrument says so of itself. Coverage is counted from here and
-- stored nowhere. Whoever reads both ends reads the link.
create table answer (
  need_id        uuid not null references need (id),
  answering_type text not null check (answering_type in ('milestone', 'mechanism', 'instrument')),
  answering_id   uuid not null,
  primary key (need_id, answering_id)
);
create index answer_answering on answer (answering_id);
alter table answer enable row level security;
alter table answer force row level security;
create policy readers_of_both on answer for select
  using (exists (select 1 from need n where n.id = need_id)
         and case answering_type
           when 'milestone' then exists (select 1 from milestone r where r.id = answering_id)
           when 'mechanism' then exists (select 1 from mechanism r where r.id = answering_id)
           else exists (select 1 from instrument r where r.id = answering_id)
         end);
create policy keeper_of_the_answer_writes on answer
  using (case answering_type
           when 'milestone' then exists (select 1 from milestone r where r.id = answering_id and ckep_may_write(r.owner_side))
           when 'mechanism' then exists (select 1 from mechanism r where r.id = answering_id and ckep_may_write(r.owner_side))
           else exists (select 1 from instrument r where r.id = answering_id and ckep_may_write(r.owner_side))
         end)
  with check (exists (select 1 from need n where n.id = need_id)
         and case answering_type
           when 'milestone' then exists (select 1 from milestone r where r.id = answering_id and ckep_may_write(r.owner_side))
           when 'mechanism' then exists (select 1 from mechanism r where r.id = answering_id and ckep_may_write(r.owner_side))
           else exists (select 1 from instrument r where r.id = answering_id and ckep_may_write(r.owner_side))
         end);

-- True where one of the codes is the given one, a heading of it or a part of it.
create function hs_touches(codes text[], code text) returns boolean
  language sql immutable parallel safe
  return exists (select 1 from unnest(codes) one where starts_with(one, code) or starts_with(code, one));

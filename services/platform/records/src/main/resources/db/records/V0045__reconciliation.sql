-- Reconciliation of both sides' figures, in cycles. Only figures that both sides may read take part, so all of this is read
-- by both sides and the secretariat.
create table reconciliation_cycle (
  id             uuid primary key,
  closed_at      timestamptz not null,
  policy_version int not null,
  rates          jsonb not null
);
create index reconciliation_cycle_order on reconciliation_cycle (closed_at desc, id desc);

create table reconciliation_match (
  id         uuid primary key,
  cycle_id   uuid not null references reconciliation_cycle (id),
  record_urn text not null,
  pair       text not null,
  status     text not null
    check (status in ('ONE_SIDED', 'NOT_COMPARABLE', 'MATCHED', 'WITHIN_TOLERANCE', 'BREAK', 'AGREED_DIFFERENCE')),
  reasons    text[] not null,
  delta      text,
  cn         text,
  kr         text
);
create index reconciliation_match_record on reconciliation_match (record_urn, cycle_id);
create index reconciliation_match_cycle on reconciliation_match (cycle_id, status);

-- One row for each pair of figures that ever differed; another value of either side opens it again.
create table reconciliation_break (
  id           uuid primary key,
  version      int not null,
  record_urn   text not null,
  pair         text not null,
  cn           text not null,
  kr           text not null,
  delta        text,
  suggested    text[] not null,
  state        text not null
    check (state in ('OPEN', 'ASSIGNED', 'EXPLAINED', 'CORRECTED', 'AGREED_DIFFERENCE', 'CLOSED')),
  assigned     text[] not null,
  reason       text,
  explained_by text check (explained_by in ('CN', 'KR')),
  words        jsonb,
  agreed       jsonb not null,
  opened_at    timestamptz not null,
  due_on       date not null,
  settled_at   timestamptz,
  unique (record_urn, pair),
  constraint explained_has_reason check (state <> 'EXPLAINED' or (reason is not null and explained_by is not null)),
  constraint agreed_by_both check (state <> 'AGREED_DIFFERENCE' or (jsonb_exists(agreed, 'CN') and jsonb_exists(agreed, 'KR'))),
  constraint settled_when check ((state in ('CORRECTED', 'AGREED_DIFFERENCE', 'CLOSED')) = (settled_at is not null))
);
create index reconciliation_break_order on reconciliation_break (opened_at desc, id desc);

create function ckep_is_bilateral() returns boolean
  language sql stable parallel safe
  return ckep_is_system() or ckep_setting('app.side') <> '' or ckep_setting('app.bilateral') = 'on';

do $$
declare
  target text;
begin
  foreach target in array array['reconciliation_cycle', 'reconciliation_match', 'reconciliation_break'] loop
    execute format('alter table %I enable row level security', target);
    execute format('alter table %I force row level security', target);
    execute format('create policy both_sides_read on %I for select using (ckep_is_bilateral())', target);
    execute format('create policy both_sides_add on %I for insert with check (ckep_is_bilateral())', target);
  end loop;
end
$$;
create policy both_sides_act on reconciliation_break for update
  using (ckep_is_bilateral()) with check (ckep_is_bilateral());

-- Blind comparison: both sides let an attribute's hidden values be compared, once a month, and are told one bit. Rows of
-- each side are told apart by the side in every key, so that no constraint answers for a row that the caller may not see.
create table blind_opt_in (
  record_urn text not null,
  attribute  text not null,
  side       text not null check (side in ('CN', 'KR')),
  since      timestamptz not null,
  primary key (record_urn, attribute, side)
);

-- What a side commits itself to before it is told anything; never changed, and its own side's alone.
create table blind_commitment (
  id           uuid primary key,
  record_urn   text not null,
  attribute    text not null,
  side         text not null check (side in ('CN', 'KR')),
  cycle        text not null check (cycle ~ '^\d{4}-\d{2}$'),
  hash         text not null check (hash ~ '^[0-9a-f]{64}$'),
  salt         text not null check (salt ~ '^[0-9a-f]{64}$'),
  value        text not null,
  committed_at timestamptz not null,
  unique (record_urn, attribute, side, cycle)
);

create table blind_outcome (
  record_urn text not null,
  attribute  text not null,
  cycle      text not null,
  consistent boolean not null,
  told_at    timestamptz not null,
  primary key (record_urn, attribute, cycle)
);

alter table blind_opt_in enable row level security;
alter table blind_opt_in force row level security;
create policy sides_read on blind_opt_in for select using (ckep_is_system() or ckep_setting('app.side') <> '');
create policy own_side_begins on blind_opt_in for insert with check (side = ckep_setting('app.side'));
create policy own_side_ends on blind_opt_in for delete using (side = ckep_setting('app.side'));

revoke update, delete on blind_commitment from ${appRole};
alter table blind_commitment enable row level security;
alter table blind_commitment force row level security;
create policy own_side_reads on blind_commitment for select
  using (ckep_is_system() or side = ckep_setting('app.side'));
create policy own_side_commits on blind_commitment for insert with check (side = ckep_setting('app.side'));

revoke update, delete on blind_outcome from ${appRole};
alter table blind_outcome enable row level security;
alter table blind_outcome force row level security;
create policy sides_read on blind_outcome for select using (ckep_is_system() or ckep_setting('app.side') <> '');
create policy system_tells on blind_outcome for insert with check (ckep_is_system());

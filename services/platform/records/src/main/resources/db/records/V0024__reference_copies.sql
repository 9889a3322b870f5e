-- What the other services say about their records, one row per audience, each fed from that audience's events alone:
-- so a copy can never show what the original would hide.
create table reference_copy (
  audience   text not null,
  urn        text not null,
  display_id text,
  title      jsonb not null,
  state      text,
  event_type text not null,
  occurred_at timestamptz,
  copied_at  timestamptz not null,
  primary key (audience, urn)
);

alter table reference_copy enable row level security;
alter table reference_copy force row level security;
create policy audience_reads on reference_copy for select using (ckep_may_hear(audience));
create policy system_writes on reference_copy using (ckep_is_system()) with check (ckep_is_system());

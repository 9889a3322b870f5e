-- Who holds which part of an organisation, since when. Each history is one side's record, or an observed one; its statements are
-- parts of it and restate all holders from a date on. So no rule ever looks at what its writer may not read (rule C9).
create table shareholding (
  id           uuid primary key,
  version      int not null,
  like record_head including all,
  entity_urn   text not null,
  kind         text not null check (kind in ('EQUITY', 'VOTING', 'PROFIT')),
  holder_urns  text[] not null
);
call ckep_guard_records('shareholding');
create index shareholding_entity on shareholding (entity_urn, kind);
create index shareholding_holders on shareholding using gin (holder_urns);
create index shareholding_order on shareholding (created_at desc, id desc);

create table shareholding_statement (
  id               uuid primary key,
  shareholding_id  uuid not null references shareholding (id),
  valid_from       fuzzy_date not null,
  valid_to         fuzzy_date,
  complete         boolean not null,
  holdings         jsonb not null,
  capital_increase jsonb,
  project_id       uuid references project (id),
  note             jsonb,
  source_ids       uuid[] not null,
  side             text check (side in ('CN', 'KR')),
  recorded_at      timestamptz not null
);
call ckep_guard_parts('shareholding_statement', 'shareholding_id', 'shareholding');
create index shareholding_statement_history on shareholding_statement (shareholding_id, recorded_at, id);

-- A history is only added to: a statement from the same date on replaces the one before, which stays on record.
drop policy parent_changes on shareholding_statement;
drop policy parent_removes on shareholding_statement;
revoke update, delete on shareholding_statement from ${appRole};

call ckep_keep_record_versions('shareholding');
call ckep_keep_part_versions('shareholding_statement', array['id'], 'shareholding_id', 'shareholding');

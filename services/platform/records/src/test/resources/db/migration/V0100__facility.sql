create table facility (
  id       uuid primary key,
  version  int not null,
  like record_head including all,
  title    jsonb not null,
  city     text not null,
  sector   text,
  capacity jsonb,
  state    text not null check (state in ('PLANNED', 'BUILT', 'CLOSED'))
);
call ckep_guard_records('facility');
create index facility_order on facility (created_at desc, id desc);

-- Rows of a record have no head of their own: they are visible exactly with it.
create table facility_note (
  facility_id uuid not null references facility,
  ordinal     int not null,
  text        text not null,
  primary key (facility_id, ordinal)
);
call ckep_guard_parts('facility_note', 'facility_id', 'facility');

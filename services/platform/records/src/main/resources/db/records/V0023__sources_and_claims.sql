create table source (
  id           uuid primary key,
  version      int not null,
  like record_head including all,
  kind         text not null,
  title        text not null,
  publisher    text,
  author       text,
  affiliation  text,
  url          text,
  language     text,
  published_on date,
  retrieved_on date,
  sha256       text check (sha256 ~ '^[0-9a-f]{64}$'),
  disclaimer   text
);
call ckep_guard_records('source');
create index source_order on source (created_at desc, id desc);

-- Claims are only added; a later word about the rank is all that changes.
create table claim (
  id                   uuid primary key,
  version              int not null,
  like record_head including all,
  subject              text not null,
  attribute            text not null,
  value                jsonb not null,
  valid_from           text,
  valid_from_day       date,
  valid_to             text,
  valid_to_day         date,
  asserted_by_side     text check (asserted_by_side in ('CN', 'KR')),
  modality             text not null
    check (modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN', 'EXPECTATION', 'OPINION')),
  rank                 text not null check (rank in ('PREFERRED', 'NORMAL', 'DEPRECATED')),
  deprecation_reason   text,
  sectors              text[] not null default '{}',
  supersedes           text,
  constraint claim_has_source check (cardinality(source_ids) > 0),
  constraint deprecated_has_reason check ((rank = 'DEPRECATED') = (deprecation_reason is not null))
);
call ckep_guard_records('claim');
create index claim_subject on claim (subject, attribute);
create index claim_order on claim (created_at desc, id desc);
create index claim_sectors on claim using gin (sectors);

-- Each side's own figure beside an agreed value. Rows are only added; of those that a viewer may read, the newest stands.
create table side_figure (
  id                      uuid primary key,
  record_urn              text not null,
  attribute               text not null,
  side                    text not null check (side in ('CN', 'KR')),
  value                   text not null,
  classification_level    text not null check (classification_level in ('BILATERAL', 'SIDE', 'MINISTRY')),
  classification_side     text check (classification_side in ('CN', 'KR')),
  classification_agencies text[] not null default '{}',
  recorded_at             timestamptz not null,
  recorded_by             text not null,
  constraint own_side_level check (classification_side is null or classification_side = side),
  constraint side_level_names_side
    check ((classification_level in ('SIDE', 'MINISTRY')) = (classification_side is not null)),
  constraint ministry_names_agency check ((classification_level = 'MINISTRY') = (cardinality(classification_agencies) = 1))
);
create index side_figure_record on side_figure (record_urn, attribute, side, recorded_at, id);

alter table side_figure enable row level security;
alter table side_figure force row level security;
create policy viewer_reads on side_figure for select using (
  ckep_may_read(classification_level, classification_side, classification_agencies));
create policy own_side_adds on side_figure for insert with check (
  side = ckep_setting('app.side')
  and ckep_may_read(classification_level, classification_side, classification_agencies));

-- How one side sees a project's prospects. The annex of that side, as its filings: visible to it alone, whoever may see the project. Rows are only added.
create table project_rag (
  id          uuid primary key,
  project_id  uuid not null references project (id),
  side        text not null check (side in ('CN', 'KR')),
  rating      text not null check (rating in ('GREEN', 'AMBER_GREEN', 'AMBER', 'AMBER_RED', 'RED')),
  comment     jsonb,
  as_of       fuzzy_date not null,
  recorded_at timestamptz not null
);
alter table project_rag enable row level security;
alter table project_rag force row level security;
create policy own_side_reads on project_rag for select using (ckep_is_system() or side = ckep_setting('app.side'));
create policy own_side_adds on project_rag for insert with check (
  side = ckep_setting('app.side')
  and exists (select 1 from project parent where parent.id = project_id and ckep_may_write(parent.owner_side)));
create index project_rag_project on project_rag (project_id, recorded_at);
call ckep_keep_versions('project_rag', array['id'],
  'ckep_is_system() or (side = ckep_setting(''app.side'') '
  'and exists (select 1 from past.project_version parent where parent.id = project_rag_version.project_id))');

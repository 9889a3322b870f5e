-- Which members of its data a subscription keeps of an event, as JSON pointers; '{}' keeps everything.
alter table subscription add column projection text[] not null default '{}';
-- Names the row below that holds for what is numbered from now on; null where everything is kept.
alter table subscription add column projection_revision int;

-- Every projection under which numbers were given that are still kept: an event that is sent again is what it was.
create table subscription_projection (
  sub      uuid not null references subscription on delete cascade,
  revision int not null,
  pointers text[] not null,
  primary key (sub, revision)
);
alter table subscription_projection enable row level security;
alter table subscription_projection force row level security;
create policy own_or_system on subscription_projection
  using (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub))
  with check (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub));

-- Null for what was sent whole, as the hub's own words are.
alter table delivery add column projection_revision int;
create index delivery_projected on delivery (sub, projection_revision) where projection_revision is not null;

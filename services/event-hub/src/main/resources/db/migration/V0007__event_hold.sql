-- Events that came before their release, and what came behind them about the same subject: in no log and without a number
-- until then. Nobody reads them; only the appender puts them in and takes them out.
create table event_hold (
  source       text not null,
  id           text not null,
  audience     text not null,
  partitionkey text not null,
  release_at   timestamptz not null,
  arrived      bigint generated always as identity,
  headers      jsonb not null,
  data         bytea,
  primary key (source, id)
);
create index event_hold_key on event_hold (audience, partitionkey);
create index event_hold_due on event_hold (release_at);
alter table event_hold enable row level security;
alter table event_hold force row level security;
create policy append on event_hold
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');

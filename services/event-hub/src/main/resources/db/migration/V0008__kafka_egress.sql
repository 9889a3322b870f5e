-- Subscriptions that are put into a Kafka topic of their owner.
alter table subscription drop constraint subscription_protocol_check;
alter table subscription add constraint subscription_protocol_check check (protocol in ('HTTP', 'PULL', 'KAFKA'));
alter table subscription drop constraint subscription_check;
alter table subscription add constraint subscription_sink_check check ((sink is null) = (protocol <> 'HTTP'));

-- One topic for each owner, so one such subscription.
create unique index subscription_egress on subscription (owner) where protocol = 'KAFKA' and state <> 'RETIRED';

-- Which process writes. Nothing depends on it but that two do not fence each other all the time.
create table egress (
  sub         uuid primary key references subscription on delete cascade,
  holder      text,
  lease_until timestamptz,
  next_at     timestamptz not null default now(),
  attempt     int not null default 0,
  error       text
);
alter table egress enable row level security;
alter table egress force row level security;
create policy own_or_system on egress
  using (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub))
  with check (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub));

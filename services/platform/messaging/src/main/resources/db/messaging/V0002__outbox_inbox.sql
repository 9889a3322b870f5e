-- Row-level security is not used on these tables: no request reads them. The outbox is written by every viewer's
-- transaction and read by the relay, for which each row is as good as any other; a policy that admits all rows to the
-- one role that exists would guard nothing. What an audience may see was decided before the row was rendered.

-- Events on their way to Kafka. Columns follow Debezium's outbox router. No history: a row is deleted after the
-- broker's acknowledgement, so vacuum must come early and often.
create table outbox_event (
  seq           bigint generated always as identity primary key,
  id            uuid not null unique,
  aggregatetype text not null,
  aggregateid   text not null,
  type          text not null,
  audience      text not null,
  payload       bytea not null,
  headers       jsonb not null,
  partition_no  smallint not null check (partition_no between 0 and 15),
  attempts      int not null default 0,
  created_at    timestamptz not null default now()
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create index outbox_next on outbox_event (partition_no, seq);

-- Rows that could not be turned into a record, kept for a person to look at.
create table outbox_dead (
  like outbox_event,
  error     text not null,
  parked_at timestamptz not null default now(),
  primary key (seq)
);

-- Memory of consumed events, written in the transaction of their effect.
create table inbox_event (
  consumer text not null,
  source   text not null,
  id       text not null,
  seen_at  timestamptz not null default now(),
  primary key (consumer, source, id)
);

create index inbox_event_seen on inbox_event (seen_at);

-- Records that are not events, or whose handling failed for good.
create table inbox_quarantine (
  consumer      text not null,
  topic         text not null,
  part          int not null,
  record_offset bigint not null,
  record_key    bytea,
  headers       jsonb not null,
  value         bytea,
  error         text not null,
  arrived_at    timestamptz not null default now(),
  primary key (consumer, topic, part, record_offset)
);

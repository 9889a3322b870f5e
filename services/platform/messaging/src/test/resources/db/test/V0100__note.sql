create table note (
  id      uuid primary key,
  version int not null,
  text    text not null
);

create table effect (
  consumer text not null,
  event_id text not null,
  audience text not null,
  at       timestamptz not null default now()
);

-- Requests about a subscription that came under an Idempotency-Key, and what they were answered. What is answered with a
-- secret keeps no answer.
create table idempotency_key (
  owner        text not null,
  key          text not null,
  sub          uuid not null references subscription on delete cascade,
  request_hash bytea not null,
  answer       text,
  created_at   timestamptz not null default now(),
  primary key (owner, key)
);
create index idempotency_key_age on idempotency_key (created_at);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy own_or_system on idempotency_key
  using (owner = current_setting('app.owner', true) or current_setting('app.system', true) = 'on')
  with check (owner = current_setting('app.owner', true) or current_setting('app.system', true) = 'on');

-- Subscriptions: each is a sequence of its own over one audience's log, with contiguous numbers and a hash chain.

create table subscription (
  id              uuid primary key,
  owner           text not null,
  audience        text not null,
  name            text,
  protocol        text not null check (protocol in ('HTTP', 'PULL')),
  sink            text check ((sink is null) = (protocol = 'PULL')),
  mode            text not null check (mode in ('structured', 'binary')),
  signing         text not null check (signing in ('v1a', 'v1')),
  ordering        text not null check (ordering in ('subject', 'subscription', 'none')),
  on_exhausted    text not null check (on_exhausted in ('block-subject', 'skip-and-mark')
                                       and (on_exhausted = 'skip-and-mark' or ordering <> 'none')),
  rate_per_minute int check (rate_per_minute between 1 and 600000),
  types           text[] not null,
  filters         jsonb not null,
  state           text not null check (state in ('PENDING', 'ACTIVE', 'PAUSED', 'RETIRED')),
  state_reason    text,
  lease_until     timestamptz not null,
  consented_at    timestamptz,
  consent_hash    bytea,
  consent_until   timestamptz,
  created_at      timestamptz not null,
  created_by      text not null,
  version         int not null default 1,
  idempotency_key text,
  request_hash    bytea
);
create unique index subscription_idempotency on subscription (owner, idempotency_key) where idempotency_key is not null;
create index subscription_owner on subscription (owner, created_at, id);
create index subscription_audience on subscription (audience) where state <> 'RETIRED';

-- Every filter that a subscription ever had, and the last number that was given out under the one before.
create table subscription_revision (
  sub           uuid not null references subscription on delete cascade,
  version       int not null,
  after_subseq  bigint not null,
  types         text[] not null,
  filters       jsonb not null,
  changed_at    timestamptz not null,
  changed_by    text not null,
  primary key (sub, version)
);

-- Encrypted; read at each attempt and never copied into a delivery.
create table subscription_key (
  sub        uuid not null references subscription on delete cascade,
  kid        text not null,
  alg        text not null check (alg in ('v1a', 'v1')),
  material   bytea not null,
  not_before timestamptz not null,
  not_after  timestamptz,
  primary key (sub, kid)
);

-- How far the log was taken over, and the last number and chain value given out.
create table subscription_cursor (
  sub           uuid primary key references subscription on delete cascade,
  next_pos      bigint not null,
  subseq        bigint not null default 0,
  chain         bytea not null,
  acked         bigint not null default 0,
  digest_subseq bigint not null default 0,
  digest_at     timestamptz not null,
  digest_chain  bytea not null
) with (fillfactor = 50);

-- Apart from the cursor, or workers and fan-out would wait for each other in a circle.
create table sub_health (
  sub              uuid primary key references subscription on delete cascade,
  active           boolean not null,
  cap              int not null default 16,
  rate_per_minute  int,
  tokens           double precision not null default 0,
  tokens_at        timestamptz not null default now(),
  consecutive      int not null default 0,
  failures         int not null default 0,
  first_failure_at timestamptz,
  last_success_at  timestamptz,
  last_outcome     text,
  open_until       timestamptz,
  open_n           int not null default 0
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

create sequence lane_fence;

-- pos is null for what the hub itself says in this subscription (own_event).
create table delivery (
  sub     uuid not null,
  subseq  bigint not null,
  pos     bigint,
  lane    text not null,
  hash    bytea not null,
  chain   bytea not null,
  state   text not null default 'PENDING'
          check (state in ('PENDING', 'DELIVERED', 'SKIPPED', 'EXPIRED', 'WITHHELD')),
  done_at timestamptz check ((done_at is null) = (state = 'PENDING')),
  primary key (sub, subseq)
) partition by hash (sub);

do $$
begin
  for remainder in 0..7 loop
    execute format('create table delivery_%s partition of delivery for values with (modulus 8, remainder %s)',
                   remainder, remainder);
  end loop;
end $$;
create index delivery_open on delivery (sub, lane, subseq) where done_at is null;

create table own_event (
  sub    uuid not null references subscription on delete cascade,
  subseq bigint not null,
  body   bytea not null,
  primary key (sub, subseq)
);

-- The queue of one subscription and one subject; exists while something in it is open.
create table lane (
  sub         uuid not null,
  lane        text not null,
  state       text not null default 'READY' check (state in ('READY', 'PARKED')),
  next_at     timestamptz not null default now(),
  attempt     int not null default 0,
  owner       text,
  fence       bigint not null default 0,
  lease_until timestamptz,
  claim_upto  bigint not null default 0,
  dirty_upto  bigint not null default 0,
  gap         bigint,
  primary key (sub, lane)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index lane_due on lane (sub, next_at) where state = 'READY';
create index lane_leased on lane (sub) where lease_until is not null;

create table attempt (
  id       bigint generated always as identity primary key,
  sub      uuid not null,
  subseq   bigint,
  at       timestamptz not null,
  n        int not null,
  kind     text not null check (kind in ('live', 'probe', 'replay', 'redelivery', 'test')),
  ms       int not null,
  status   int,
  outcome  text not null,
  response bytea
);
create index attempt_delivery on attempt (sub, subseq, id);
create index attempt_age on attempt using brin (at);

create table replay_job (
  id          uuid primary key,
  sub         uuid not null references subscription on delete cascade,
  from_subseq bigint not null,
  to_subseq   bigint not null,
  types       text[] not null,
  only_failed boolean not null,
  next_subseq bigint not null,
  sent        bigint not null default 0,
  attempt     int not null default 0,
  next_at     timestamptz not null default now(),
  state       text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  error       text,
  owner       text,
  lease_until timestamptz,
  created_at  timestamptz not null,
  created_by  text not null
);
create index replay_running on replay_job (next_at) where state = 'RUNNING';

-- The platform's keys, by which digests are signed; all of them stay published.
create table platform_key (
  kid        text primary key,
  material   bytea not null,
  public_key bytea not null,
  not_before timestamptz not null
);

-- Encrypts keys where no master key is configured.
create table vault_key (
  one boolean primary key default true check (one),
  key bytea not null
);
insert into vault_key(key)
values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
revoke insert, update, delete on vault_key from ${appRole};

-- Where a subscription begins in the log may be asked by time.
create index event_log_recorded on event_log using brin (recorded);

-- An owner sees what is his; the delivery engine sees all. The database's own lock, beside the one in the queries.
alter table subscription enable row level security;
alter table subscription force row level security;
create policy own_or_system on subscription
  using (owner = current_setting('app.owner', true) or current_setting('app.system', true) = 'on')
  with check (owner = current_setting('app.owner', true) or current_setting('app.system', true) = 'on');

do $$
declare
  part text;
begin
  foreach part in array array['subscription_revision', 'subscription_key', 'subscription_cursor', 'sub_health',
                              'delivery', 'own_event', 'lane', 'attempt', 'replay_job'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format($policy$
      create policy own_or_system on %I
        using (current_setting('app.system', true) = 'on'
               or exists (select 1 from subscription s where s.id = sub))
        with check (current_setting('app.system', true) = 'on'
                    or exists (select 1 from subscription s where s.id = sub))$policy$, part);
  end loop;
  -- Reached through delivery only, whose policy holds.
  for remainder in 0..7 loop
    execute format('alter table delivery_%s enable row level security', remainder);
    execute format('alter table delivery_%s force row level security', remainder);
    execute format('revoke all on delivery_%s from %I', remainder, '${appRole}');
  end loop;
end $$;
alter table platform_key enable row level security;
alter table platform_key force row level security;
create policy read_public on platform_key for select using (true);
create policy add on platform_key for insert with check (current_setting('app.system', true) = 'on');

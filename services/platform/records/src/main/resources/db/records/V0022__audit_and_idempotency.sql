-- Who changed what. Nothing is ever changed or removed here, by nobody: a trigger stops the owner too.
create table audit_entry (
  id             uuid primary key,
  at             timestamptz not null,
  subject        text,
  client         text,
  side           text check (side in ('CN', 'KR')),
  agency         text,
  action         text not null,
  urn            text not null,
  version_before int,
  version_after  int
);

create index audit_entry_urn on audit_entry (urn, at);

create function ckep_audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entry is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger append_only before update or delete or truncate on audit_entry
  for each statement execute function ckep_audit_is_append_only();

revoke update, delete on audit_entry from ${appRole};
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy anyone_adds on audit_entry for insert with check (true);
create policy own_side_reads on audit_entry for select
  using (ckep_is_system() or (side is not null and side = ckep_setting('app.side')));

-- Answers of creating requests, written in the transaction of their effect.
create table idempotency_key (
  caller       text not null,
  key          text not null,
  request_hash bytea not null,
  status       int,
  headers      jsonb,
  body         bytea,
  created_at   timestamptz not null,
  primary key (caller, key)
);

create index idempotency_key_age on idempotency_key (created_at);

alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy own_keys on idempotency_key
  using (ckep_is_system() or caller = ckep_setting('app.caller'))
  with check (ckep_is_system() or caller = ckep_setting('app.caller'));

-- By what deliveries show in TLS who they are: the platform's certificate for one endpoint. The private key is encrypted
-- and in no answer; authorities are those who alone may vouch for the endpoint, null for the public ones.
create table subscription_certificate (
  sub         uuid primary key references subscription on delete cascade,
  chain       text not null,
  private_key bytea not null,
  authorities text,
  ends_at     timestamptz not null,
  changed_at  timestamptz not null default now()
);
alter table subscription_certificate enable row level security;
alter table subscription_certificate force row level security;
create policy own_or_system on subscription_certificate
  using (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub))
  with check (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub));

-- By what deliveries show who they are: OAuth 2 client credentials, for which a token is fetched. The secret is encrypted
-- and in no answer.
create table subscription_authorization (
  sub        uuid primary key references subscription on delete cascade,
  token_url  text not null,
  client_id  text not null,
  scope      text,
  secret     bytea not null,
  changed_at timestamptz not null default now()
);
alter table subscription_authorization enable row level security;
alter table subscription_authorization force row level security;
create policy own_or_system on subscription_authorization
  using (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub))
  with check (current_setting('app.system', true) = 'on' or exists (select 1 from subscription s where s.id = sub));

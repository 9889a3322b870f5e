-- An endpoint may be shown an access token that its owner gave, where no address is named at which one is fetched. It
-- stands where a client secret does, encrypted as that is.
alter table subscription_authorization
  alter column token_url drop not null,
  alter column client_id drop not null,
  add column ends_at timestamptz,
  add constraint subscription_authorization_kind check (
    token_url is not null and client_id is not null and ends_at is null
    or token_url is null and client_id is null and scope is null);

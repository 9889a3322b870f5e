-- When the endpoint was last asked for its consent to a new lease; null where it has given it since.
alter table subscription add column renewal_asked_at timestamptz;

-- Flyway runs as the owner of the schema; the hub works as the application role, which owns nothing and therefore
-- cannot switch off row-level security.
grant usage on schema public to ${appRole};
alter default privileges in schema public grant select, insert, update, delete on tables to ${appRole};
alter default privileges in schema public grant usage, select on sequences to ${appRole};

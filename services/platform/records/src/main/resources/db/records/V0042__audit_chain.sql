-- A chain over the audit trail, one for each side and one for all others: every link's hash covers its entry and the link
-- before it, so that nothing in the middle can be altered, removed or added unnoticed. Links are made soon after the
-- entries, in batches; an entry waits in audit_pending from the very transaction that wrote it.
create table audit_pending (
  entry_id uuid primary key,
  chain    text not null check (chain in ('CN', 'KR', 'COMMON'))
);
alter table audit_pending enable row level security;
alter table audit_pending force row level security;
create policy anyone_adds on audit_pending for insert with check (true);
create policy system_reads on audit_pending for select using (ckep_is_system());
create policy system_removes on audit_pending for delete using (ckep_is_system());

create table audit_link (
  chain    text not null check (chain in ('CN', 'KR', 'COMMON')),
  no       bigint not null check (no > 0),
  entry_id uuid not null unique,
  hash     text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (chain, no)
);

create function ckep_audit_link_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_link is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger append_only before update or delete or truncate on audit_link
  for each statement execute function ckep_audit_link_is_append_only();

revoke update, delete on audit_link from ${appRole};
alter table audit_link enable row level security;
alter table audit_link force row level security;
create policy system_adds on audit_link for insert with check (ckep_is_system());
create policy own_side_reads on audit_link for select using (ckep_is_system() or chain = ckep_setting('app.side'));

create function ckep_audit_waits_for_its_link() returns trigger language plpgsql as $$
begin
  insert into audit_pending (entry_id, chain) values (new.id, coalesce(new.side, 'COMMON'));
  return null;
end
$$;

create trigger waits_for_its_link after insert on audit_entry
  for each row execute function ckep_audit_waits_for_its_link();

-- What was written before this migration is linked too.
set local app.system = 'on';
insert into audit_pending (entry_id, chain) select id, coalesce(side, 'COMMON') from audit_entry;
reset app.system;

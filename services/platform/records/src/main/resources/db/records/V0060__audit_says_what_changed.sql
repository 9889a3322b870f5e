-- An entry says which attributes its act changed, what the content that it left hashes to, and from which class of networks
-- the caller came, never from which address. The form says what its writer could say: 1 until now, 2 from now on. It stands
-- in the link too, whose hash covers the members of that form; it has no default there, so that a replica that does not know
-- it yet makes no more links and leaves them to those that do.
alter table audit_entry
  add column form         smallint not null default 1 check (form in (1, 2)),
  add column attributes   text[] check (cardinality(attributes) > 0),
  add column content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  add column network      text,
  add constraint the_first_form_says_less
    check (form > 1 or (attributes is null and content_hash is null and network is null)),
  add constraint nobody_comes_from_no_network check (network is null or subject is not null);

alter table audit_link add column form smallint not null default 1 check (form in (1, 2));
alter table audit_link alter column form drop default;

-- The auditors of both sides read what was done for no side. Before the second form the calendar noted there what it did to
-- records of one side too, which nobody can take out again; so that part of the chain stays closed.
drop policy own_side_reads on audit_entry;
create policy own_side_and_common_are_read on audit_entry for select
  using (ckep_is_system()
    or (ckep_setting('app.side') <> '' and case when side is null then form > 1 else side = ckep_setting('app.side') end));

drop policy own_side_reads on audit_link;
create policy own_side_and_common_are_read on audit_link for select
  using (ckep_is_system()
    or (ckep_setting('app.side') <> '' and case when chain = 'COMMON' then form > 1 else chain = ckep_setting('app.side') end));

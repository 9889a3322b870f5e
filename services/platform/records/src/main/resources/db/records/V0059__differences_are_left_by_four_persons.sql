-- To leave a difference as it is takes four persons: of each side one who prepares that and another who agrees to it, all on one
-- hash of the figures and of what is said of them. What a side has only prepared is its own.
alter table reconciliation_break add column explained_at timestamptz;

create table break_consent (
  id          uuid primary key,
  break_id    uuid not null references reconciliation_break (id),
  side        text not null check (side in ('CN', 'KR')),
  hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
  prepared_by text not null,
  prepared_at timestamptz not null,
  agreed_by   text,
  agreed_at   timestamptz,
  unique (break_id, side),
  constraint two_persons check (agreed_by is null or agreed_by <> prepared_by),
  constraint agreed_when check ((agreed_by is null) = (agreed_at is null))
);

alter table break_consent enable row level security;
alter table break_consent force row level security;
create policy once_agreed_both_sides_read on break_consent for select
  using (ckep_is_system() or side = ckep_setting('app.side') or (agreed_by is not null and ckep_is_bilateral()));
create policy own_side_prepares on break_consent for insert
  with check (side = ckep_setting('app.side') and agreed_by is null);
create policy own_side_agrees on break_consent for update
  using (side = ckep_setting('app.side')) with check (side = ckep_setting('app.side'));

create function ckep_keep_consents() returns trigger language plpgsql as $$
begin
  if (new.id, new.break_id, new.side) is distinct from (old.id, old.break_id, old.side)
      or (new.hash = old.hash and old.agreed_by is not null)
      or (new.agreed_by is not null and (new.hash, new.prepared_by, new.prepared_at)
        is distinct from (old.hash, old.prepared_by, old.prepared_at)) then
    raise exception 'what is agreed is what was prepared, and stays' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_consents before update on break_consent
  for each row execute function ckep_keep_consents();

create function ckep_difference_needs_four() returns trigger language plpgsql as $$
begin
  if new.state = 'AGREED_DIFFERENCE' and old.state <> 'AGREED_DIFFERENCE' and (
      select count(*) = 2 and count(distinct c.hash) = 1
        and bool_and(c.agreed_by = new.agreed ->> c.side)
        and count(distinct c.prepared_by) + count(distinct c.agreed_by) = 4
      from break_consent c where c.break_id = new.id and c.agreed_by is not null) is not true then
    raise exception 'a difference is left as it is by four persons, two of each side, on one hash'
      using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger differences_need_four before update on reconciliation_break
  for each row execute function ckep_difference_needs_four();

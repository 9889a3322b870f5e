-- A side comes to stand behind a project that public sources told of. Its maker prepares that and its checker confirms it, on
-- the version that the maker had before himself; nobody else is told before.
create table adoption (
  id           uuid primary key,
  version      int not null,
  project_id   uuid not null references project (id),
  side         text not null check (side in ('CN', 'KR')),
  state        text not null check (state in ('PREPARED', 'ADOPTED', 'DROPPED', 'STALE')),
  base_version int not null,
  prepared_by  text not null,
  prepared_at  timestamptz not null,
  closed_by    text,
  closed_at    timestamptz,
  constraint over_has_person_and_time
    check ((state <> 'PREPARED') = (closed_at is not null) and (closed_at is null) = (closed_by is null)),
  constraint two_persons_adopt check (state <> 'ADOPTED' or closed_by <> prepared_by)
);
create index adoption_project on adoption (project_id, prepared_at, id);
create unique index one_open_adoption on adoption (project_id, side) where state = 'PREPARED';

alter table adoption enable row level security;
alter table adoption force row level security;
create policy own_side_reads on adoption for select using (ckep_is_system() or side = ckep_setting('app.side'));
create policy own_side_prepares on adoption for insert with check (
  side = ckep_setting('app.side') and state = 'PREPARED' and ckep_is_caller(prepared_by));
create policy own_side_acts on adoption for update
  using (side = ckep_setting('app.side')) with check (side = ckep_setting('app.side'));

create function keep_adoptions() returns trigger language plpgsql as $$
begin
  if (new.id, new.project_id, new.side, new.base_version, new.prepared_by, new.prepared_at)
      is distinct from
      (old.id, old.project_id, old.side, old.base_version, old.prepared_by, old.prepared_at) then
    raise exception 'an adoption stays as it was prepared' using errcode = 'check_violation';
  end if;
  if old.state <> 'PREPARED' then
    raise exception 'an adoption that is over stays as it is' using errcode = 'check_violation';
  end if;
  if new.state <> 'PREPARED' and not ckep_is_system() and not ckep_is_caller(new.closed_by) then
    raise exception 'nobody confirms or drops an adoption in another''s name' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_adoptions before update on adoption for each row execute function keep_adoptions();

-- Who stands behind a project changes by a confirmed adoption of exactly that version, or as both sides agree.
create function keep_stewardship() returns trigger language plpgsql as $$
begin
  if new.stewardship = 'JOINT' then
    return new;
  end if;
  if old.stewardship = 'OBSERVED' and new.stewardship = 'UNILATERAL' and exists (select 1 from adoption a
      where a.project_id = old.id and a.side = new.owner_side and a.state = 'ADOPTED' and a.base_version = old.version) then
    return new;
  end if;
  raise exception 'a side comes to stand behind a project by two of its persons' using errcode = 'check_violation';
end
$$;
create trigger keeps_stewardship before update on project for each row
  when ((old.stewardship, old.owner_side) is distinct from (new.stewardship, new.owner_side))
  execute function keep_stewardship();

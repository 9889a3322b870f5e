-- What others than its side read of a project of one side changes by two persons (rule C2): a maker drafts what it is to say, and
-- a checker of the same side lets that come into force, on the version that the maker had before himself. Nobody else is told
-- before.
create table pending_revision (
  id           uuid primary key,
  version      int not null,
  project_id   uuid not null references project (id),
  side         text not null check (side in ('CN', 'KR')),
  state        text not null check (state in ('PENDING', 'CONFIRMED', 'DROPPED', 'STALE', 'REPLACED')),
  base_version int not null,
  base         text not null,
  patch        text not null,
  content      text not null,
  hash         text not null,
  replaces     uuid references pending_revision (id),
  maker        text not null,
  makers       text[] not null,
  drafted_at   timestamptz not null,
  closed_by    text,
  closed_at    timestamptz,
  constraint hash_is_that_of_the_content check (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint over_has_its_time check ((state = 'PENDING') = (closed_at is null)),
  constraint persons_end_it check ((closed_by is not null) = (state in ('CONFIRMED', 'DROPPED', 'REPLACED'))),
  constraint two_persons_revise check (state <> 'CONFIRMED' or closed_by <> all (makers))
);
create index pending_revision_project on pending_revision (project_id, drafted_at, id);
create unique index one_pending_revision on pending_revision (project_id) where state = 'PENDING';
create unique index replaced_by_one on pending_revision (replaces);

alter table pending_revision enable row level security;
alter table pending_revision force row level security;
create policy own_side_reads on pending_revision for select using (ckep_is_system() or side = ckep_setting('app.side'));
create policy own_side_drafts on pending_revision for insert with check (
  side = ckep_setting('app.side') and state = 'PENDING' and ckep_is_caller(maker)
  and exists (select 1 from project p where p.id = project_id and p.owner_side = side and p.version = base_version));
create policy own_side_acts on pending_revision for update
  using (ckep_is_system() or side = ckep_setting('app.side'))
  with check (ckep_is_system() or side = ckep_setting('app.side'));
call ckep_keep_versions('pending_revision', array['id'], 'ckep_is_system() or side = ckep_setting(''app.side'')');

-- Whoever made one that this one replaces has a part in it: so nobody has his own word confirmed by himself over somebody
-- else's draft.
create function begin_revision() returns trigger language plpgsql as $$
declare
  replaced pending_revision;
begin
  select * into replaced from pending_revision r
    where r.project_id = new.project_id and r.side = new.side and r.state = 'REPLACED'
      and not exists (select 1 from pending_revision s where s.replaces = r.id);
  if new.replaces is distinct from replaced.id
      or new.makers @> (coalesce(replaced.makers, '{}') || new.maker) is not true then
    raise exception 'a revision names the one that it replaces and all who made them' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger begins_revision before insert on pending_revision for each row execute function begin_revision();

create function keep_revisions() returns trigger language plpgsql as $$
begin
  if (new.id, new.project_id, new.side, new.base_version, new.base, new.patch, new.content, new.hash, new.replaces, new.maker,
        new.makers, new.drafted_at)
      is distinct from
      (old.id, old.project_id, old.side, old.base_version, old.base, old.patch, old.content, old.hash, old.replaces, old.maker,
        old.makers, old.drafted_at) then
    raise exception 'a revision stays as it was drafted' using errcode = 'check_violation';
  end if;
  if old.state <> 'PENDING' then
    raise exception 'a revision that is over stays as it is' using errcode = 'check_violation';
  end if;
  if new.state <> 'PENDING' and coalesce(ckep_is_caller(new.closed_by), ckep_is_system()) is not true then
    raise exception 'nobody ends a revision in another''s name' using errcode = 'check_violation';
  end if;
  if new.state = 'CONFIRMED' and not exists (
      select 1 from project p where p.id = new.project_id and p.version = new.base_version) then
    raise exception 'a revision is of the version that its maker read' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_revisions before update on pending_revision for each row execute function keep_revisions();

-- Once a project has moved on, what was drafted of it before is overtaken, whoever moved it: hence as the system.
create function outdate_revisions() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  update pending_revision set state = 'STALE', closed_at = new.changed_at, version = version + 1
    where project_id = new.id and state = 'PENDING';
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger outdates_revisions after update on project for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_revisions();

-- Change sets of the bilateral protocol. One row is one change set; its own side alone knows of it until it is proposed.
-- What the protocol demands of persons and hashes is checked in the application and once more here, so that no mistake of
-- the application makes an agreed value.
create table change_set (
  id             uuid primary key,
  version        int not null,
  record_urn     text not null,
  side           text not null check (side in ('CN', 'KR')),
  state          text not null
    check (state in ('DRAFT', 'SUBMITTED', 'DISMISSED', 'PROPOSED', 'UNDER_REVIEW', 'APPLIED', 'COUNTERED', 'REJECTED',
      'WITHDRAWN', 'STALE', 'EXPIRED')),
  makes_joint    boolean not null,
  base_version   int not null,
  base_hash      text not null,
  base           text not null,
  patch          text not null,
  step           text,
  hash           text not null check (hash ~ '^[0-9a-f]{64}$'),
  reason         jsonb not null,
  evidence       uuid[] not null,
  authors        text[] not null,
  signatures     jsonb not null,
  parent         uuid references change_set (id),
  drafted_at     timestamptz not null,
  proposed_at    timestamptz,
  deadline       timestamptz,
  closed_at      timestamptz,
  remark         jsonb,
  result_version int,
  constraint proposed_has_deadline check ((proposed_at is null) = (deadline is null)),
  constraint before_the_other_side check (
    (state in ('DRAFT', 'SUBMITTED', 'DISMISSED') and proposed_at is null)
    or state in ('WITHDRAWN', 'STALE')
    or (state in ('PROPOSED', 'UNDER_REVIEW', 'APPLIED', 'COUNTERED', 'REJECTED', 'EXPIRED') and proposed_at is not null)),
  constraint applied_has_result check ((state = 'APPLIED') = (result_version is not null))
);
create index change_set_record on change_set (record_urn, drafted_at, id);
create index change_set_deadline on change_set (deadline) where state in ('PROPOSED', 'UNDER_REVIEW');
-- One agreed version comes from one change set; both sides know of every row that this can collide with.
create unique index change_set_result on change_set (record_urn, result_version);

alter table change_set enable row level security;
alter table change_set force row level security;
create policy sides_read on change_set for select using (
  ckep_is_system() or side = ckep_setting('app.side') or (proposed_at is not null and ckep_setting('app.side') <> ''));
create policy own_side_drafts on change_set for insert with check (
  side = ckep_setting('app.side') and state = 'DRAFT' and proposed_at is null);
create policy sides_act on change_set for update
  using (ckep_is_system() or side = ckep_setting('app.side')
    or (proposed_at is not null and ckep_setting('app.side') <> ''))
  with check (ckep_is_system() or side = ckep_setting('app.side')
    or (proposed_at is not null and ckep_setting('app.side') <> ''));

-- What a change set may become. Four signatures of four persons, two of each side, on the content as it stands.
create function ckep_keep_the_protocol() returns trigger language plpgsql as $$
declare
  bilateral boolean;
begin
  if old.state not in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW') then
    raise exception 'a closed change set stays as it is' using errcode = 'check_violation';
  end if;
  if (old.state <> 'DRAFT' or new.side <> old.side or new.record_urn <> old.record_urn
        or new.makes_joint <> old.makes_joint or new.base <> old.base or new.base_version <> old.base_version)
      and (new.side, new.record_urn, new.makes_joint, new.base_version, new.base_hash, new.base, new.patch, new.step,
          new.hash, new.authors)
        is distinct from (old.side, old.record_urn, old.makes_joint, old.base_version, old.base_hash, old.base,
          old.patch, old.step, old.hash, old.authors) then
    raise exception 'the content of a change set is fixed once it is submitted' using errcode = 'check_violation';
  end if;
  if new.state = 'APPLIED' then
    select count(*) = 4 and count(distinct s ->> 'subject') = 4 and count(distinct s ->> 'function') = 4
        and count(*) filter (where s ->> 'side' = new.side) = 2 and bool_and(s ->> 'hash' = new.hash)
      into bilateral
      from jsonb_array_elements(new.signatures -> 'all') s;
    if old.state <> 'UNDER_REVIEW' or not bilateral then
      raise exception 'an agreed value needs four persons, two of each side' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end
$$;

create trigger keeps_the_protocol before update on change_set
  for each row execute function ckep_keep_the_protocol();

-- True where both sides agreed on exactly that version of the record.
create function ckep_agreed(urn text, of_version int) returns boolean
  language sql stable parallel safe
  return exists (select 1 from change_set c
    where c.record_urn = urn and c.result_version = of_version and c.state = 'APPLIED');

-- Joint records of a register: the database itself accepts a version of one only where a change set was agreed for it,
-- and then from either side.
create procedure ckep_guard_joint(target text, urn_type text) language plpgsql as $$
declare
  agreed_next text := format('ckep_agreed(%L || id, version + 1)', 'urn:ckep:' || urn_type || ':');
  agreed_this text := format('ckep_agreed(%L || id, version)', 'urn:ckep:' || urn_type || ':');
begin
  execute format('create policy both_sides_change on %I for update using (%s) with check (%s)',
    target, agreed_next, agreed_this);
  execute format('create policy joint_by_agreement on %I as restrictive for update '
    'using (stewardship <> ''JOINT'' or %s) with check (stewardship <> ''JOINT'' or %s)',
    target, agreed_next, agreed_this);
  execute format('create policy nothing_begins_joint on %I as restrictive for insert '
    'with check (stewardship <> ''JOINT'')', target);
end
$$;

-- Rows of a joint record's parts are written with a version of it that was agreed, in that version's own transaction.
create procedure ckep_guard_joint_parts(target text, parent_column text, parent text, urn_type text)
  language plpgsql as $$
declare
  agreed text := format('exists (select 1 from %I parent where parent.id = %I.%I and (parent.stewardship <> ''JOINT'' '
    'or parent.xmin = pg_current_xact_id()::xid or ckep_agreed(%L || parent.id, parent.version + 1)))',
    parent, target, parent_column, 'urn:ckep:' || urn_type || ':');
begin
  execute format('create policy joint_adds on %I as restrictive for insert with check (%s)', target, agreed);
  execute format('create policy joint_changes on %I as restrictive for update using (%s) with check (%s)',
    target, agreed, agreed);
  execute format('create policy joint_removes on %I as restrictive for delete using (%s)', target, agreed);
end
$$;

-- The record has moved on, so its open change sets are overtaken, those too of which the caller must not know: hence as
-- the system. The caller gets to know what to tell to whom, and tells the other side's drafts to that side alone.
create function ckep_outdate_changes(urn text, at timestamptz)
  returns table (id uuid, side text, proposed boolean, version int)
  language plpgsql volatile as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  return query update change_set c
    set state = 'STALE', closed_at = at, signatures = '{"all": []}', version = c.version + 1
    where c.record_urn = urn and c.state in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW')
    returning c.id, c.side, c.proposed_at is not null, c.version;
  perform set_config('app.system', caller, true);
end
$$;

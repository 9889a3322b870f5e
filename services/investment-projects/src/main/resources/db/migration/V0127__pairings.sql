-- Pairing of both sides' own records of one thing. A pairing is the bilateral act: one side's persons draft and propose it,
-- the other side's persons review and agree to it, by the rules of change sets. What it makes are the rows of pair_member.
create table pairing (
  id          uuid primary key,
  version     int not null,
  side        text not null check (side in ('CN', 'KR')),
  kind        text not null check (kind in ('PAIR', 'UNPAIR')),
  group_id    uuid not null,
  members     uuid[] not null check (cardinality(members) >= 2),
  state       text not null
    check (state in ('DRAFT', 'SUBMITTED', 'DISMISSED', 'PROPOSED', 'UNDER_REVIEW', 'APPLIED', 'REJECTED', 'WITHDRAWN',
      'STALE', 'EXPIRED')),
  content     text not null,
  hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
  reason      jsonb not null,
  authors     text[] not null,
  signatures  jsonb not null,
  drafted_at  timestamptz not null,
  proposed_at timestamptz,
  deadline    timestamptz,
  closed_at   timestamptz,
  remark      jsonb,
  constraint proposed_has_deadline check ((proposed_at is null) = (deadline is null)),
  constraint before_the_other_side check (
    (state in ('DRAFT', 'SUBMITTED', 'DISMISSED') and proposed_at is null)
    or state in ('WITHDRAWN', 'STALE')
    or (state in ('PROPOSED', 'UNDER_REVIEW', 'APPLIED', 'REJECTED', 'EXPIRED') and proposed_at is not null))
);
create index pairing_members on pairing using gin (members);
create index pairing_group on pairing (group_id);
create index pairing_order on pairing (coalesce(proposed_at, drafted_at) desc, id desc);
create index pairing_deadline on pairing (deadline) where state in ('PROPOSED', 'UNDER_REVIEW');

alter table pairing enable row level security;
alter table pairing force row level security;
create policy sides_read on pairing for select using (
  ckep_is_system() or side = ckep_setting('app.side') or (proposed_at is not null and ckep_setting('app.side') <> ''));
create policy own_side_drafts on pairing for insert with check (
  side = ckep_setting('app.side') and state = 'DRAFT' and proposed_at is null);
create policy sides_act on pairing for update
  using (ckep_is_system() or side = ckep_setting('app.side')
    or (proposed_at is not null and ckep_setting('app.side') <> ''))
  with check (ckep_is_system() or side = ckep_setting('app.side')
    or (proposed_at is not null and ckep_setting('app.side') <> ''));

-- Four signatures of four persons, two of each side, on a content that stands since the draft.
create function keep_the_pairing_protocol() returns trigger language plpgsql as $$
declare
  bilateral boolean;
begin
  if old.state not in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW') then
    raise exception 'a closed pairing stays as it is' using errcode = 'check_violation';
  end if;
  if (new.side, new.kind, new.group_id, new.members, new.content, new.hash, new.authors)
      is distinct from (old.side, old.kind, old.group_id, old.members, old.content, old.hash, old.authors) then
    raise exception 'the content of a pairing is fixed' using errcode = 'check_violation';
  end if;
  if new.state = 'APPLIED' then
    select count(*) = 4 and count(distinct s ->> 'subject') = 4 and count(distinct s ->> 'function') = 4
        and count(*) filter (where s ->> 'side' = new.side) = 2 and bool_and(s ->> 'hash' = new.hash)
      into bilateral
      from jsonb_array_elements(new.signatures -> 'all') s;
    if old.state <> 'UNDER_REVIEW' or not bilateral then
      raise exception 'a pairing needs four persons, two of each side' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end
$$;
create trigger keeps_the_protocol before update on pairing
  for each row execute function keep_the_pairing_protocol();

-- The groups as they stand: a record is in at most one. Whoever reads a record and one of the other side's records of the
-- same group is told of the pair, and of no member that he may not read.
create table pair_member (
  project_id uuid primary key references project (id),
  group_id   uuid not null,
  side       text not null check (side in ('CN', 'KR')),
  part       jsonb,
  counted    boolean not null,
  opposite   uuid[] not null check (cardinality(opposite) >= 1),
  paired_at  timestamptz not null
);
create index pair_member_group on pair_member (group_id);

alter table pair_member enable row level security;
alter table pair_member force row level security;
create policy readers_of_a_pair on pair_member for select using (
  exists (select 1 from project own where own.id = pair_member.project_id)
  and exists (select 1 from project other where other.id = any (pair_member.opposite)));
create policy pairs_are_agreed on pair_member for insert with check (exists (select 1 from pairing agreed
  where agreed.id = pair_member.group_id and agreed.kind = 'PAIR' and agreed.state = 'APPLIED'
    and pair_member.project_id = any (agreed.members)));
create policy unpairing_is_agreed on pair_member for delete using (exists (select 1 from pairing agreed
  where agreed.group_id = pair_member.group_id and agreed.kind = 'UNPAIR' and agreed.state = 'APPLIED'));

call ckep_keep_versions('pairing', array['id'],
  'ckep_is_system() or side = ckep_setting(''app.side'') '
  'or (proposed_at is not null and ckep_setting(''app.side'') <> '''')');
call ckep_keep_versions('pair_member', array['project_id'],
  'exists (select 1 from past.project_version own where own.id = pair_member_version.project_id) '
  'and exists (select 1 from past.project_version other where other.id = any (pair_member_version.opposite))');

-- An agreed pairing overtakes every other open one about its records, those too of which the caller must not know: hence as
-- the system. The caller notes it in the trail of the side whose pairing it was, and tells nobody else.
create function outdate_pairings(records uuid[], except_for uuid, at timestamptz)
  returns table (id uuid, side text, version int)
  language plpgsql volatile as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  return query update pairing p
    set state = 'STALE', closed_at = at, signatures = '{"all": []}', version = p.version + 1
    where p.members && records and p.id <> except_for and p.state in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW')
      and (p.deadline is null or p.deadline > at)
    returning p.id, p.side, p.version;
  perform set_config('app.system', caller, true);
end
$$;

-- Both sides let others read a record that both keep: a change set of its own kind, which carries who may read it from then on
-- and nothing else.
alter table change_set
  add column classification text,
  drop constraint change_set_procedure_check,
  add constraint change_set_procedure_check check (procedure in ('EXPLICIT', 'SILENCE', 'RELEASE')),
  add constraint a_release_is_nothing_else check (
    (procedure = 'RELEASE') = (classification is not null)
    and (procedure <> 'RELEASE' or (not makes_joint and step is null and parent is null and patch = '[]' and settles = '{}')));

-- As before, and whom a release lets read is fixed once it is submitted, as all that is signed.
create or replace function ckep_keep_the_protocol() returns trigger language plpgsql as $$
declare
  silent boolean;
begin
  if old.state not in ('DRAFT', 'SUBMITTED', 'PROPOSED', 'UNDER_REVIEW') then
    raise exception 'a closed change set stays as it is' using errcode = 'check_violation';
  end if;
  if (old.state <> 'DRAFT' or new.side <> old.side or new.record_urn <> old.record_urn
        or new.makes_joint <> old.makes_joint or new.base <> old.base or new.base_version <> old.base_version)
      and (new.side, new.record_urn, new.procedure, new.makes_joint, new.base_version, new.base_hash, new.base, new.patch,
          new.step, new.settles, new.classification, new.hash, new.authors)
        is distinct from (old.side, old.record_urn, old.procedure, old.makes_joint, old.base_version, old.base_hash,
          old.base, old.patch, old.step, old.settles, old.classification, old.hash, old.authors) then
    raise exception 'the content of a change set is fixed once it is submitted' using errcode = 'check_violation';
  end if;
  if old.proposed_at is not null and not ckep_is_system()
      and (new.proposed_at, new.deadline) is distinct from (old.proposed_at, old.deadline) then
    raise exception 'the period of a change set is fixed once it is proposed' using errcode = 'check_violation';
  end if;
  if new.state = 'APPLIED' then
    select ckep_is_system() and new.procedure = 'SILENCE' and old.state in ('PROPOSED', 'UNDER_REVIEW')
        and old.deadline <= clock_timestamp()
        and count(*) = 2 and count(distinct s ->> 'subject') = 2 and count(distinct s ->> 'function') = 2
        and count(*) filter (where s ->> 'hash' = new.hash and s -> 'person' = 'true') = 2
      into silent
      from jsonb_array_elements(new.signatures -> 'all') s
      where s ->> 'side' = new.side and s ->> 'function' in ('MAKER', 'CHECKER');
    if silent is not true
        and (old.state <> 'UNDER_REVIEW' or ckep_signed_by_both(new.side, new.hash, new.signatures) is not true) then
      raise exception 'an agreed value needs four persons, two of each side, or the other side''s silence where that is '
        'consent' using errcode = 'check_violation';
    end if;
  end if;
  perform ckep_keep_signatures(old.signatures, new.signatures);
  return new;
end
$$;

-- True where both sides agreed that exactly these may read that version of the record.
create function ckep_released(urn text, of_version int, level text, agencies text[]) returns boolean
  language sql stable parallel safe
  return exists (select 1 from change_set c
    where c.record_urn = urn and c.result_version = of_version and c.state = 'APPLIED'
      and c.classification::jsonb ->> 'level' = level
      and coalesce((select array_agg(a order by a)
          from jsonb_array_elements_text(c.classification::jsonb -> 'agencies') a), '{}')
        = array(select a from unnest(agencies) a order by a));

-- Who may read a record of both sides changes by such a change set alone, whatever the application does.
create function ckep_keep_joint_readers() returns trigger language plpgsql as $$
begin
  if 'JOINT' in (old.stewardship, new.stewardship)
      and (new.classification_level, new.classification_agencies)
        is distinct from (old.classification_level, old.classification_agencies)
      and not ckep_released(tg_argv[0] || new.id, new.version, new.classification_level, new.classification_agencies) then
    raise exception 'both sides let others read what both keep' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create procedure ckep_guard_joint_readers(target text, urn_type text) language plpgsql as $$
begin
  execute format('create trigger keeps_joint_readers before update on %I for each row '
    'execute function ckep_keep_joint_readers(%L)', target, 'urn:ckep:' || urn_type || ':');
end
$$;

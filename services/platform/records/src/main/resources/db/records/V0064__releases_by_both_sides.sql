-- Both sides let others read a record that both keep: a change set of its own kind, which carries who may read it from then on
-- and nothing else.
alter table change_set
  add column classification text,
  drop constraint change_set_procedure_check,
  add constraint change_set_procedure_check check (procedure in ('EXPLICIT', 'SILENCE', 'RELEASE')),
  add constraint a_release_is_nothing_else check (
    (procedure = 'RELEASE') = (classification is not null)
    and (procedure <> 'RELEASE' or (not makes_joint and step is null and parent is null and patch = '[]' and settles = '{}')));

-- Whom a release lets read is signed with it, and so fixed once it is submitted.
create function ckep_keep_released_readers() returns trigger language plpgsql as $$
begin
  if old.state <> 'DRAFT' and new.classification is distinct from old.classification then
    raise exception 'the content of a change set is fixed once it is submitted' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_released_readers before update on change_set
  for each row execute function ckep_keep_released_readers();

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

-- What one person enters is read by his own side at most, and another person lets others read it (rule C2): nobody who entered or
-- changed a record since its readers were last widened is that person.

-- True where the transaction works for that subject, whatever client it came through.
create function ckep_is_caller(subject text) returns boolean
  language sql stable parallel safe
  return right(ckep_setting('app.caller'), length(subject) + 1) = '/' || subject;

-- Whoever changed it last before its readers were widened counts until somebody else changes it: one person too many rather
-- than one too few.
create function ckep_keep_editors() returns trigger language plpgsql as $$
begin
  new.editors := case
    when (old.classification_level, old.classification_side, old.classification_agencies) is distinct from
      (new.classification_level, new.classification_side, new.classification_agencies) then '{}'
    when new.edited_by is null or new.edited_by = any (old.editors) then old.editors
    else old.editors || new.edited_by
  end;
  return new;
end
$$;

-- The change sets of both sides have their own four persons.
create function ckep_release_by_another() returns trigger language plpgsql as $$
begin
  if not ckep_is_system() and exists (
      select 1 from unnest(old.editors || array[old.created_by, old.edited_by]) maker where ckep_is_caller(maker)) then
    raise exception 'a second person lets others read a record' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

-- A table with the columns of record_head and edited_by. Of the changes before, the trail knows.
--   urn_type  as it stands in URNs
--   unlike    actions in the trail that change the record and nothing of its content
create procedure ckep_keep_record_editors(target text, urn_type text, unlike text) language plpgsql as $$
begin
  execute format('alter table %I add column editors text[] not null default ''{}''', target);
  -- Before what is there is written: a transaction begins a record's versions once.
  if to_regclass(format('past.%I', target || '_version')) is not null then
    call ckep_keep_record_versions(target);
  end if;
  perform set_config('app.system', 'on', true);
  execute format('update %1$I r set editors = a.subjects from (
      select e.urn, array_agg(distinct e.subject) subjects from audit_entry e
      where e.version_before is not null and e.subject is not null and e.action !~ %3$L
        and e.at > coalesce((select max(l.at) from audit_entry l where l.urn = e.urn and l.action ~ ''^release'')
          , ''-infinity'')
      group by e.urn) a
    where a.urn = %2$L || r.id and r.stewardship <> ''JOINT''', target, 'urn:ckep:' || urn_type || ':', unlike);
  perform set_config('app.system', '', true);
  execute format('create trigger keeps_editors before update on %I for each row execute function ckep_keep_editors()', target);
  execute format('create trigger released_by_another before update on %I for each row '
    'when (old.stewardship in (''UNILATERAL'', ''SHARED'') and (old.classification_level, old.classification_side, '
    'old.classification_agencies) is distinct from (new.classification_level, new.classification_side, '
    'new.classification_agencies)) execute function ckep_release_by_another()', target);
end
$$;

create function ckep_enter_for_own_side() returns trigger language plpgsql as $$
begin
  raise exception 'what a side enters its own ministries alone read at first' using errcode = 'check_violation';
end
$$;

-- A table with the columns of record_head whose records are their side's own word.
create procedure ckep_own_side_first(target text) language plpgsql as $$
begin
  execute format('create trigger own_side_first before insert on %I for each row '
    'when (new.stewardship in (''UNILATERAL'', ''SHARED'') and new.classification_level not in (''SIDE'', ''MINISTRY'')) '
    'execute function ckep_enter_for_own_side()', target);
end
$$;

call ckep_keep_record_editors('claim', 'claim', '^release');

-- A figure that others than its side read is one that a maker entered and another person of the side released.
alter table side_figure
  add column released_by text,
  add constraint a_second_person_releases check (released_by <> recorded_by),
  add constraint both_read_what_was_released
    check (classification_level <> 'BILATERAL' or released_by is not null) not valid;

create function ckep_keep_figures() returns trigger language plpgsql as $$
begin
  if not ckep_is_system() and not ckep_is_caller(coalesce(new.released_by, new.recorded_by)) then
    raise exception 'nobody enters or releases a figure in another''s name' using errcode = 'check_violation';
  end if;
  if new.released_by is not null and not exists (select 1 from side_figure f
      where f.record_urn = new.record_urn and f.attribute = new.attribute and f.side = new.side
        and f.value = new.value and f.recorded_by = new.recorded_by
        and ckep_is_within(f.classification_level, f.classification_side, f.classification_agencies,
          new.classification_level, new.classification_side, new.classification_agencies)) then
    raise exception 'what is released is what was entered' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_figures before insert on side_figure
  for each row execute function ckep_keep_figures();

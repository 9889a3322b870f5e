-- What others have read is not taken back from them (rule C3), whoever writes: the database itself refuses to take a reader
-- from a record.

-- Whether every reader of the first classification is a reader of the second: the rule of Classification.isWithin.
create function ckep_is_within(
    level text, side text, agencies text[], wider_level text, wider_side text, wider_agencies text[]) returns boolean
  language sql immutable parallel safe
  return case wider_level
    when 'PUBLIC' then true
    when 'PARTNER' then level in ('BILATERAL', 'SIDE', 'MINISTRY') or (level = 'PARTNER' and agencies <@ wider_agencies)
    when 'BILATERAL' then level in ('BILATERAL', 'SIDE', 'MINISTRY')
    when 'SIDE' then level in ('SIDE', 'MINISTRY') and side = wider_side
    when 'MINISTRY' then level = 'MINISTRY' and side = wider_side and agencies = wider_agencies
    else false
  end;

create function ckep_keep_readers() returns trigger language plpgsql as $$
begin
  if not ckep_is_within(old.classification_level, old.classification_side, old.classification_agencies,
      new.classification_level, new.classification_side, new.classification_agencies) then
    raise exception 'readers of a record are added and never taken away' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

-- A table with the columns of record_head.
create procedure ckep_keep_record_readers(target text) language plpgsql as $$
begin
  execute format('create trigger keeps_readers before update on %I for each row '
    'when ((old.classification_level, old.classification_side, old.classification_agencies) is distinct from '
    '(new.classification_level, new.classification_side, new.classification_agencies)) '
    'execute function ckep_keep_readers()', target);
end
$$;

-- Row-level security on a table with the columns of record_head. One that has only those of the classification is no record:
-- its rows may be judged anew, for other readers.
create or replace procedure ckep_guard_records(target text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', target);
  execute format('alter table %I force row level security', target);
  execute format('create policy viewer_reads on %I for select using '
    '(ckep_may_read(classification_level, classification_side, classification_agencies))', target);
  execute format('create policy viewer_adds on %I for insert with check '
    '(ckep_may_read(classification_level, classification_side, classification_agencies) '
    'and ckep_may_write(owner_side))', target);
  execute format('create policy viewer_changes on %I for update using '
    '(ckep_may_read(classification_level, classification_side, classification_agencies) '
    'and ckep_may_write(owner_side)) with check '
    '(ckep_may_read(classification_level, classification_side, classification_agencies) '
    'and ckep_may_write(owner_side))', target);
  execute format('create policy system_removes on %I for delete using (ckep_is_system())', target);
  if exists (select 1 from pg_attribute where attrelid = format('public.%I', target)::regclass
      and attname = 'stewardship' and not attisdropped) then
    call ckep_keep_record_readers(target);
  end if;
end
$$;

-- The tables of a database that was there before.
do $$
declare
  guarded record;
begin
  for guarded in
    select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'record_head'
      and a.attname = 'stewardship' and not a.attisdropped
    order by c.relname
  loop
    call ckep_keep_record_readers(guarded.relname);
  end loop;
end
$$;

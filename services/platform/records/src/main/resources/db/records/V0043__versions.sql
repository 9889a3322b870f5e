-- Past states. For each table that is kept, the schema `past` has a table of its versions, each with the interval in which it
-- was the recorded one, and a view of the table's own name, which shows the versions of the moment that a transaction asks
-- for. A transaction that looks back puts this schema first: so the very queries that answer for the present answer for
-- the past. Triggers write the versions, as the owner; the application itself can only read them.
create schema past;
grant usage on schema past to ${appRole};

-- Since when versions are kept. What was before, nobody can say.
create table past.beginning (at timestamptz not null);
insert into past.beginning values (clock_timestamp());
grant select on past.beginning to ${appRole};

-- The moment that the transaction asks for; null where it asks for the present, which leaves the versions empty.
create function ckep_known_at() returns timestamptz
  language sql stable parallel safe
  return nullif(ckep_setting('app.known_at'), '')::timestamptz;

create function ckep_recording_lock() returns bigint
  language sql immutable parallel safe
  return hashtextextended('ckep recording', 0);

-- The moment at which the transaction records, the same for all that it writes. From here to its end it holds a lock that
-- whoever looks back waits for: so no version appears later at a moment for which somebody was answered before.
create function ckep_recording() returns timestamptz language plpgsql volatile as $$
declare
  noted text := ckep_setting('app.recording');
begin
  if noted = '' then
    perform pg_advisory_xact_lock_shared(ckep_recording_lock());
    return ckep_recording_now();
  end if;
  return noted::timestamptz;
end
$$;

create function ckep_recording_now() returns timestamptz language plpgsql volatile as $$
declare
  now_exactly timestamptz := clock_timestamp();
begin
  perform set_config('app.recording',
    to_char(now_exactly at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), true);
  return now_exactly;
end
$$;

-- Lets the transaction look back to a moment. Answers SETTLED; FUTURE where the moment has not come; BEFORE where no
-- versions were kept then. For a moment of the last minute it waits for those who are recording just now; no write lasts
-- longer. The lock is given back at once, with the subtransaction that took it.
create function ckep_look_back(moment timestamptz) returns text language plpgsql volatile as $$
begin
  if moment > clock_timestamp() then
    return 'FUTURE';
  end if;
  if moment < (select at from past.beginning) then
    return 'BEFORE';
  end if;
  if moment > clock_timestamp() - interval '1 minute' then
    begin
      perform pg_advisory_xact_lock(ckep_recording_lock());
      raise exception 'given back' using errcode = 'CK001';
    exception when sqlstate 'CK001' then
      null;
    end;
  end if;
  perform set_config('app.known_at', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), true);
  perform set_config('search_path', 'past, public', true);
  return 'SETTLED';
end
$$;

-- Keeps the versions of a table from now on. A migration that gives the table another column calls this again.
--   key       columns that tell its rows apart
--   readable  condition on a row of <table>_version: who may read that version, by its own classification and, where the
--             row can still be found, by that of today
create procedure ckep_keep_versions(target text, key text[], readable text) language plpgsql as $$
declare
  versions text := target || '_version';
  keys text := (select string_agg(quote_ident(k), ', ') from unnest(key) k);
  same text := (select string_agg(format('v.%1$I = old.%1$I', k), ' and ') from unnest(key) k);
  members text;
  written text;
  added text;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum),
      string_agg('new.' || quote_ident(attname), ', ' order by attnum)
    into members, written
    from pg_attribute
    where attrelid = format('public.%I', target)::regclass and attnum > 0 and not attisdropped;

  if to_regclass(format('past.%I', versions)) is null then
    execute format('create table past.%I (like public.%I, known_from timestamptz not null, '
      'known_until timestamptz not null default ''infinity'', primary key (%s, known_from))', versions, target, keys);
    execute format('create unique index on past.%I (%s) where known_until = ''infinity''', versions, keys);
    execute format('alter table past.%I enable row level security', versions);
    execute format('alter table past.%I force row level security', versions);
    execute format('create policy kept_by_triggers on past.%I to current_user using (true) with check (true)', versions);
    execute format('create policy of_the_moment on past.%I for select to ${appRole} '
      'using (known_from <= ckep_known_at() and ckep_known_at() < known_until and (%s))', versions, readable);
    execute format('create function past.%I() returns trigger language plpgsql as ''begin return null; end''',
      'keep_' || target);
    execute format('create trigger keeps_versions after insert or update or delete on public.%I '
      'for each row execute function past.%I()', target, 'keep_' || target);
  else
    for added in
      select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
      from pg_attribute a
      where a.attrelid = format('public.%I', target)::regclass and a.attnum > 0 and not a.attisdropped
        and not exists (select 1 from pg_attribute v
          where v.attrelid = format('past.%I', versions)::regclass and v.attname = a.attname)
      order by a.attnum
    loop
      execute format('alter table past.%I add column %s', versions, added);
    end loop;
  end if;

  execute format('create or replace view past.%I with (security_invoker = true) as select %s from past.%I',
    target, members, versions);
  execute format('grant select on past.%I, past.%I to ${appRole}', versions, target);
  execute format($trigger$
create or replace function past.%1$I() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $keep$
declare
  moment timestamptz := ckep_recording();
  since timestamptz;
  own boolean;
begin
  if tg_op <> 'INSERT' then
    select v.known_from, v.xmin = pg_current_xact_id()::xid into since, own
      from past.%2$I v where %3$s and v.known_until = 'infinity';
    if own then
      delete from past.%2$I v where %3$s and v.known_until = 'infinity';
    else
      -- Somebody recorded the row between this transaction's first write and now.
      if moment <= since then
        moment := ckep_recording_now();
      end if;
      update past.%2$I v set known_until = moment where %3$s and v.known_until = 'infinity';
    end if;
  end if;
  if tg_op <> 'DELETE' then
    insert into past.%2$I (%4$s, known_from) values (%5$s, moment);
  end if;
  return null;
end
$keep$
$trigger$, 'keep_' || target, versions, same, members, written);

  -- What is there already is known from now on.
  perform set_config('app.system', 'on', true);
  execute format('update past.%I set known_until = ckep_recording() where known_until = ''infinity''', versions);
  execute format('insert into past.%I (%s, known_from) select %s, ckep_recording() from public.%I',
    versions, members, members, target);
  perform set_config('app.system', '', true);
end
$$;

-- A table with the columns of record_head: a version is read by its readers of then who are its readers today.
create procedure ckep_keep_record_versions(target text) language plpgsql as $$
begin
  call ckep_keep_versions(target, array['id'], format(
    'ckep_may_read(classification_level, classification_side, classification_agencies) '
    'and exists (select 1 from public.%I present where present.id = %I.id)', target, target || '_version'));
end
$$;

-- Rows of a record's parts: read with the record as it was at that moment.
create procedure ckep_keep_part_versions(target text, key text[], parent_column text, parent text) language plpgsql as $$
begin
  call ckep_keep_versions(target, key, format('exists (select 1 from past.%I parent where parent.id = %I.%I)',
    parent || '_version', target || '_version', parent_column));
end
$$;

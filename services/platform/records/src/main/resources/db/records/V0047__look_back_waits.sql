-- Looking back waits for whoever is recording, whatever moment is asked for: nothing bounds how long a write may last, so one
-- that began before the moment may still be under way. The lock is given back at once, with the subtransaction that took it.
create or replace function ckep_look_back(moment timestamptz) returns text language plpgsql volatile as $$
begin
  if moment > clock_timestamp() then
    return 'FUTURE';
  end if;
  if moment < (select at from past.beginning) then
    return 'BEFORE';
  end if;
  begin
    perform pg_advisory_xact_lock(ckep_recording_lock());
    raise exception 'given back' using errcode = 'CK001';
  exception when sqlstate 'CK001' then
    null;
  end;
  perform set_config('app.known_at', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), true);
  perform set_config('search_path', 'past, public', true);
  return 'SETTLED';
end
$$;

-- What an event asks of the agencies that get it, by its attributes dataregulation and datacategory.
create function log_undertakings(body bytea) returns text[]
language sql immutable as $$
  select case
    when position('"dataregulation":'::bytea in body) = 0 and position('"datacategory":'::bytea in body) = 0 then '{}'
    else array(
      select distinct trim(name)
      from (select convert_from(body, 'UTF8')::json as event) e,
           string_to_array(coalesce(event ->> 'dataregulation', '') || ',' || coalesce(event ->> 'datacategory', ''), ',') names,
           unnest(names) as name
      where trim(name) <> '' order by 1) end
$$;

-- What an agency may not have any more when its turn comes.
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check
  check (state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED', 'SKIPPED', 'EXPIRED', 'WITHHELD'));

-- Why it was stopped, and what the event asked for. One event may be kept from several agencies.
alter table border_audit add column rule text not null default 'classification'
  check (rule in ('classification', 'undertaking'));
alter table border_audit add column undertakings text[] not null default '{}';
alter table border_audit drop constraint border_audit_pkey;
alter table border_audit add primary key (source, id, audience, rule);
drop index border_audit_at;
create index border_audit_at on border_audit (at, source, id, audience, rule);

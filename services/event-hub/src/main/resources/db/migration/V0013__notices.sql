-- What an owner is told of a subscription of his that the platform has paused, that waits for him or whose lease ends.
-- Written in the transaction that does it, said afterwards in his other subscriptions.
create table subscription_notice (
  id      uuid primary key default gen_random_uuid(),
  sub     uuid not null references subscription on delete cascade,
  kind    text not null check (kind in ('paused', 'parked', 'lease-ending')),
  reason  text not null,
  since   timestamptz not null default now(),
  ends_at timestamptz check ((ends_at is null) = (kind <> 'lease-ending')),
  at      timestamptz not null default now(),
  said_at timestamptz
);
create index subscription_notice_unsaid on subscription_notice (at, id) where said_at is null;
create index subscription_notice_said_at on subscription_notice (said_at);
-- A lease that was renewed ends at another time.
create unique index subscription_notice_lease on subscription_notice (sub, ends_at, reason) where kind = 'lease-ending';

-- Which subscriptions have it: written with its number, so that each gets it once, however often saying it is begun.
create table subscription_notice_said (
  notice uuid not null references subscription_notice on delete cascade,
  sub    uuid not null references subscription on delete cascade,
  primary key (notice, sub)
);

do $$
declare
  part text;
begin
  foreach part in array array['subscription_notice', 'subscription_notice_said'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format($policy$
      create policy own_or_system on %I
        using (current_setting('app.system', true) = 'on'
               or exists (select 1 from subscription s where s.id = sub))
        with check (current_setting('app.system', true) = 'on'
                    or exists (select 1 from subscription s where s.id = sub))$policy$, part);
  end loop;
end $$;

-- Whoever pauses it and for whatever reason, so that no way of being paused is silent; what its owner does he knows.
create function tell_of_pause() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into subscription_notice(sub, kind, reason) values (new.id, 'paused', new.state_reason);
  return null;
end $$;
create trigger tells_of_pauses after update on subscription for each row
  when (old.state = 'ACTIVE' and new.state = 'PAUSED' and new.state_reason <> 'owner')
  execute function tell_of_pause();

-- The rates of a month, as each side stands behind them: one person prepares a table and another one agrees to it, and it stands
-- until the side agrees to another one. A rate is agreed where both sides' standing tables have the same, and cycles convert by such
-- rates alone. What a side has only prepared is its own.
create table monthly_rates (
  id          uuid primary key,
  month       date not null check (extract(day from month) = 1),
  side        text not null check (side in ('CN', 'KR')),
  rates       jsonb not null,
  hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
  prepared_by text not null,
  prepared_at timestamptz not null,
  agreed_by   text,
  agreed_at   timestamptz,
  constraint two_persons check (agreed_by is null or agreed_by <> prepared_by),
  constraint agreed_when check ((agreed_by is null) = (agreed_at is null))
);

create unique index monthly_rates_prepared on monthly_rates (month, side) where agreed_by is null;
create index monthly_rates_agreed on monthly_rates (month, side, agreed_at) where agreed_by is not null;

alter table monthly_rates enable row level security;
alter table monthly_rates force row level security;
create policy once_agreed_both_sides_read on monthly_rates for select
  using (ckep_is_system() or side = ckep_setting('app.side') or (agreed_by is not null and ckep_is_bilateral()));
create policy own_side_prepares on monthly_rates for insert
  with check (side = ckep_setting('app.side') and agreed_by is null);
create policy own_side_agrees on monthly_rates for update
  using (side = ckep_setting('app.side') and agreed_by is null) with check (side = ckep_setting('app.side'));

create function ckep_keep_monthly_rates() returns trigger language plpgsql as $$
begin
  if (new.id, new.month, new.side) is distinct from (old.id, old.month, old.side)
      or (new.agreed_by is not null and (new.rates, new.hash, new.prepared_by, new.prepared_at)
        is distinct from (old.rates, old.hash, old.prepared_by, old.prepared_at)) then
    raise exception 'what is agreed is what was prepared' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_monthly_rates before update on monthly_rates
  for each row execute function ckep_keep_monthly_rates();

-- Cycles that were closed before had the rates that came with their request, and name no month.
alter table reconciliation_cycle add column month date;

create function ckep_rates_are_agreed() returns trigger language plpgsql as $$
begin
  if exists (
      select 1 from jsonb_array_elements(new.rates -> 'rates') rate
      where (select count(*) from (
          select distinct on (m.side) m.rates from monthly_rates m
          where m.month = new.month and m.agreed_by is not null
          order by m.side, m.agreed_at desc) standing
        where standing.rates -> 'rates' @> jsonb_build_array(rate)) <> 2) then
    raise exception 'a cycle converts by rates that both sides agreed' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger rates_are_agreed before insert on reconciliation_cycle
  for each row execute function ckep_rates_are_agreed();

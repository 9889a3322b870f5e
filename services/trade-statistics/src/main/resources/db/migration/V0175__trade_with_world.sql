-- The lock of merges: what one of them is still writing is waited for and copied, and none begins until all is copied.
select pg_advisory_xact_lock(7414, 0);

-- Every figure that reporters state about the world, once more and beside each other. Indicators take all products of a
-- period from all reporters; among the figures they lie one by one between those about single partners, thirty or more to
-- one, and reading them there was nearly all of the time that an answer took. Every merge keeps the table up to date, past
-- states included, so that it answers as the figures do at every instant.
create table trade_with_world (
    source     text           not null,
    frequency  text           not null,
    flow       text collate "C" not null,
    edition    text collate "C" not null,
    period     date           not null,
    reporter   text collate "C" not null,
    commodity  text collate "C" not null,
    valid_from timestamptz    not null,
    valid_to   timestamptz    check (valid_to > valid_from),
    value      numeric(20, 2) not null,
    net_weight numeric(24, 3),
    valuation  text           not null
);

insert into trade_with_world
select s.source, s.frequency, s.flow, s.edition, o.period, s.reporter, s.commodity, o.valid_from, o.valid_to, o.value,
       o.net_weight, o.valuation
from trade_series s join trade_observation o on o.series_id = s.id
where s.partner = 'W0' and o.value is not null
order by s.source, s.frequency, s.flow, s.edition, o.period, s.reporter, s.commodity, o.valid_from;

alter table trade_with_world
    add primary key (source, frequency, flow, edition, period, reporter, commodity, valid_from);
revoke delete, truncate on trade_with_world from ${appRole};

comment on table trade_with_world is 'the figures of trade_observation whose partner is the world and that have a value';
analyze trade_with_world;

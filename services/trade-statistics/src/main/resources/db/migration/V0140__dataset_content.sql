-- For which codes a dataset has figures now, and in which periods. Every merge keeps it up to date by what it changes, so
-- that the question costs the same however many figures there are.
create table dataset_content (
    source       text   not null,
    frequency    text   not null,
    dimension    text   not null
        check (dimension in ('REPORTER', 'FLOW', 'COMMODITY', 'PARTNER', 'MEASURE', 'PERIOD')),
    -- A period is written as its first day.
    code         text   collate "C" not null,
    -- A series of SDMX is one of ours in one measure; in a period each of them has one observation.
    series       bigint not null check (series > 0),
    observations bigint not null check (observations > 0),
    primary key (source, frequency, dimension, code),
    foreign key (source, frequency) references dataset (source, frequency)
);

insert into dataset_content (source, frequency, dimension, code, series, observations)
with figure as materialized (
    select s.source, s.frequency, s.reporter, s.flow, s.edition || '_' || s.commodity as commodity, s.partner,
           o.period, m.measure
    from trade_series s
    join trade_observation o on o.series_id = s.id and o.valid_to is null
    cross join lateral (values ('NET_WEIGHT', o.net_weight), ('QTY', o.quantity), ('TRADE_VALUE', o.value))
        as m (measure, amount)
    where m.amount is not null
), series as (
    select source, frequency, reporter, flow, commodity, partner, measure, count(*) as observations
    from figure group by 1, 2, 3, 4, 5, 6, 7
)
select source, frequency,
       case when grouping(reporter) = 0 then 'REPORTER' when grouping(flow) = 0 then 'FLOW'
            when grouping(commodity) = 0 then 'COMMODITY' when grouping(partner) = 0 then 'PARTNER' else 'MEASURE' end,
       coalesce(reporter, flow, commodity, partner, measure), count(*), sum(observations)
from series
group by source, frequency, grouping sets ((reporter), (flow), (commodity), (partner), (measure))
union all
select source, frequency, 'PERIOD', period::text, count(*), count(*) from figure group by source, frequency, period;

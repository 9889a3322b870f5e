package org.ckep.trade.figures;

/** The statements that keep up what a dataset has figures for, by what a merge changes. */
final class ContentSql {
    /** Whether a series has a current observation of a measure. With a limit, because the planner would read all figures for "exists". */
    private static final String ANY = """
            (select true from trade_observation o where o.series_id = c.series_id and o.valid_to is null
             and %s limit 1) is true""";

    /** The series that change, and which measures they had figures of; to be asked before anything is written. */
    static final String BEFORE = """
            create temporary table stage_before on commit drop as
            select c.series_id, %s as weight, %s as quantity, %s as value
            from (select f.series_id
                  from stage_figure f left join stage_known k on k.series_id = f.series_id and k.period = f.period
                  where k.same is distinct from true
                  union
                  select series_id from stage_gone) as c""".formatted(any("net_weight"), any("quantity"), any("value"));

    /** Observations that came and went, by series and by period; to be asked after everything is written. */
    static final String CHANGED = """
            create temporary table stage_content on commit drop as
            with figure as (
                select f.series_id, f.frequency, f.period, %s::int as weight, %s::int as quantity, %s::int as value
                from stage_figure f left join stage_known k on k.series_id = f.series_id and k.period = f.period
                where k.same is distinct from true
                union all
                select o.series_id, s.frequency, o.period, -%s::int, -%s::int, -%s::int
                from (select series_id, period from stage_known where not same
                      union all
                      select series_id, period from stage_gone) as c
                join trade_observation o on o.series_id = c.series_id and o.period = c.period and o.valid_to = ?
                join trade_series s on s.id = o.series_id)
            select series_id, frequency, period, sum(weight) as weight, sum(quantity) as quantity, sum(value) as value
            from figure group by grouping sets ((series_id), (frequency, period))""".formatted(
                    StatusSql.exists("f", "net_weight"),
                    StatusSql.exists("f", "quantity"),
                    StatusSql.exists("f", "value"),
                    StatusSql.exists("o", "net_weight"),
                    StatusSql.exists("o", "quantity"),
                    StatusSql.exists("o", "value"));

    /** Where more observations went than came, only looking tells whether some are left. */
    private static final String HAS = "case when c.%1$s > 0 then true when c.%1$s = 0 then b.%1$s else %2$s end";

    /** What came and went by code, added to what is known; a code without figures is not kept. */
    static final String APPLY =
            """
            merge into dataset_content d using (
                with series as (
                    select s.source, s.frequency, s.reporter, s.flow, s.edition || '_' || s.commodity as commodity,
                           s.partner, c.weight, c.quantity, c.value,
                           (%s)::int - b.weight::int as weight_series, (%s)::int - b.quantity::int as quantity_series,
                           (%s)::int - b.value::int as value_series
                    from stage_content c
                    join stage_before b on b.series_id = c.series_id
                    join trade_series s on s.id = c.series_id)
                select source, frequency,
                       case when grouping(reporter) = 0 then 'REPORTER' when grouping(flow) = 0 then 'FLOW'
                            when grouping(commodity) = 0 then 'COMMODITY' else 'PARTNER' end as dimension,
                       coalesce(reporter, flow, commodity, partner) as code,
                       sum(weight_series + quantity_series + value_series) as series, sum(weight + quantity + value) as observations
                from series
                group by source, frequency, grouping sets ((reporter), (flow), (commodity), (partner))
                union all
                select source, frequency, 'MEASURE', m.measure, sum(m.series), sum(m.observations)
                from series cross join lateral (
                    values ('NET_WEIGHT', weight_series, weight), ('QTY', quantity_series, quantity),
                           ('TRADE_VALUE', value_series, value))
                    as m (measure, series, observations)
                group by source, frequency, m.measure
                union all
                select ?, frequency, 'PERIOD', period::text, weight + quantity + value, weight + quantity + value
                from stage_content where series_id is null) as changed
            on (d.source, d.frequency, d.dimension, d.code)
                = (changed.source, changed.frequency, changed.dimension, changed.code)
            when matched and d.observations + changed.observations = 0 then delete
            when matched then update set series = d.series + changed.series,
                                         observations = d.observations + changed.observations
            when not matched and changed.observations > 0 then
                insert (source, frequency, dimension, code, series, observations)
                values (changed.source, changed.frequency, changed.dimension, changed.code, changed.series,
                        changed.observations)""".formatted(has("weight", "net_weight"), has("quantity", "quantity"), has("value", "value"));

    private ContentSql() {}

    private static String any(String column) {
        return ANY.formatted(StatusSql.exists("o", column));
    }

    private static String has(String name, String column) {
        return HAS.formatted(name, any(column));
    }
}

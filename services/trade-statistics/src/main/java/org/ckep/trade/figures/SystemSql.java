package org.ckep.trade.figures;

/** The statements that write down which trade systems are told. Nothing is overwritten: the last statement counts. */
final class SystemSql {
    private static final String NO_MORE = "_X";

    /** What says something new; that none is told any more is new as well to a copy that has never heard of one. */
    static final String TELL = """
            insert into trade_system (source, frequency, reporter, valid_from, system, brought_by)
            select told.* from (
                select ?::text as source, t.frequency, t.reporter, ?::timestamptz as valid_from, t.system, ?::uuid
                from unnest(?::text[], ?::text[], ?::text[]) as t (frequency, reporter, system)) as told
            where told.system is distinct from (
                select k.system from trade_system k
                where k.source = told.source and k.frequency = told.frequency and k.reporter = told.reporter
                order by k.valid_from desc limit 1)""";

    /** Who says it, be it new or not. */
    static final String NOTE_TELLER = """
            insert into trade_system_teller (source, frequency, reporter, told_by, told_at, system)
            select ?, t.frequency, t.reporter, ?, ?, t.system
            from unnest(?::text[], ?::text[], ?::text[]) as t (frequency, reporter, system)
            on conflict (source, frequency, reporter, told_by)
                do update set told_at = excluded.told_at, system = excluded.system""";

    /** What one upload or release told is told no more, where nobody else has told it since or tells it still. */
    static final String TAKE_BACK = """
            with gone as (
                delete from trade_system_teller where source = ? and told_by = ? returning source, frequency, reporter, told_by)
            insert into trade_system (source, frequency, reporter, valid_from, system, brought_by)
            select left_over.* from (
                select g.source, g.frequency, g.reporter, ?::timestamptz as valid_from, coalesce((
                    select r.system from trade_system_teller r
                    where r.source = g.source and r.frequency = g.frequency and r.reporter = g.reporter and r.told_by <> g.told_by
                    order by r.told_at desc limit 1), '%1$s') as system, g.told_by
                from gone g) as left_over
            where left_over.system is distinct from (
                select k.system from trade_system k
                where k.source = left_over.source and k.frequency = left_over.frequency and k.reporter = left_over.reporter
                order by k.valid_from desc limit 1)""".formatted(NO_MORE);

    /**
     * The first or last period of which there are figures of the reporter. With a limit, because the planner would read
     * all figures for "exists"; the order stands apart, so that no more periods are looked at than must be.
     */
    private static final String OUTERMOST = """
            (select c.period
             from (select code::date as period from dataset_content
                   where source = t.source and frequency = t.frequency and dimension = 'PERIOD'
                   order by code::date %s offset 0) as c
             where (select true from trade_series s
                    join trade_observation o on o.series_id = s.id and o.period = c.period and o.valid_to is null
                    where s.source = t.source and s.frequency = t.frequency and s.reporter = t.reporter limit 1) is true
             limit 1)""";

    /** The first and last periods of the reporters of whom something new is told, all of whose figures tell it. */
    static final String TOLD_PERIODS = """
            select t.frequency, t.reporter, p.period, 'told', 0::bigint
            from trade_system t
            cross join lateral (%s union all %s) as p
            where t.source = ? and t.valid_from = ?""".formatted(OUTERMOST.formatted("asc"), OUTERMOST.formatted("desc"));

    private SystemSql() {}
}

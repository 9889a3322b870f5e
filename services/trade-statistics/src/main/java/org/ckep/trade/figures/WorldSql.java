package org.ckep.trade.figures;

/**
 * The statements that keep up the figures about the world, which stand in a table of their own besides, by what a merge
 * changes. Each follows the statement that does the same to all figures.
 */
final class WorldSql {
    private static final String WORLD = "W0";

    /** The figures that were replaced or taken back. */
    static final String CLOSE = """
            update trade_with_world w set valid_to = ?
            from (select series_id, period from stage_known where not same
                  union all
                  select series_id, period from stage_gone) as c
            join trade_series s on s.id = c.series_id
            where s.partner = '%s' and w.source = s.source and w.frequency = s.frequency and w.flow = s.flow
              and w.edition = s.edition and w.period = c.period and w.reporter = s.reporter
              and w.commodity = s.commodity and w.valid_to is null""".formatted(WORLD);

    /** The figures that came, in the order in which they are read. */
    static final String INSERT =
            """
            insert into trade_with_world (source, frequency, flow, edition, period, reporter, commodity, valid_from, value,
                                          net_weight, valuation)
            select ?, f.frequency, f.flow, f.edition, f.period, f.reporter, f.commodity, ?, f.value, f.net_weight, f.valuation
            """ + MergeSql.NEW_OR_REVISED + " and f.partner = '" + WORLD + "' and f.value is not null"
                    + " order by f.frequency, f.flow, f.edition, f.period, f.reporter, f.commodity";

    private WorldSql() {}
}

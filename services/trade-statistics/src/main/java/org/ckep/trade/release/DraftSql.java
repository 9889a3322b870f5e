package org.ckep.trade.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.ckep.trade.figures.RowStage;
import org.ckep.trade.figures.StatusSql;

/** The statements that move figures into a draft and out of a release. */
final class DraftSql {
    private static final String KEY = "frequency, reporter, flow, edition, commodity, partner, period";

    private static final String SAME_KEY = """
            d.release_id = ? and d.frequency = s.frequency and d.reporter = s.reporter and d.flow = s.flow
            and d.edition = s.edition and d.commodity = s.commodity and d.partner = s.partner and d.period = s.period""";

    private static final String ROWS_OF_KEY = """
            (f.frequency, f.reporter, f.flow, f.edition, f.commodity, f.partner, f.period)
            = (k.frequency, k.reporter, k.flow, k.edition, k.commodity, k.partner, k.period)""";

    /** Keys that stand in the file more than once. */
    static final String REPEATED = """
            create temporary table stage_repeated on commit drop as
            select %1$s, max(line) as last_line from stage_row group by %1$s having count(*) > 1""".formatted(KEY);

    /** A row that says what the last one of its key says is that row once more. */
    static final String DROP_EQUAL = """
            delete from stage_row f using stage_repeated k, stage_row last
            where %s and f.line < k.last_line and last.line = k.last_line
              and row(%s) is not distinct from row(%s)""".formatted(ROWS_OF_KEY, values("f"), values("last"));

    /** What is left of the keys that still have several rows, with their last line. */
    static final String CONFLICTS = """
            select line, last_line from (
                select f.line, k.last_line, count(*) over (partition by k.last_line) as n
                from stage_repeated k join stage_row f on %s) as keyed
            where n > 1 order by line limit ?""".formatted(ROWS_OF_KEY);

    /** The last row of each key. */
    static final String LAST = """
            create temporary table stage_draft on commit drop as
            select distinct on (%1$s) * from stage_row order by %1$s, line desc""".formatted(KEY);

    /** Series that there are not yet have negative numbers. */
    static final String IDENTIFY = """
            create temporary table stage_figure on commit drop as
            select coalesce(k.id, -dense_rank() over (
                       order by d.frequency, d.reporter, d.flow, d.edition, d.commodity, d.partner)) as series_id, d.*
            from stage_draft d
            left join trade_series k
              on k.source = ? and k.frequency = d.frequency and k.reporter = d.reporter and k.flow = d.flow
             and k.edition = d.edition and k.commodity = d.commodity and k.partner = d.partner""";

    static final String COUNT = """
            select count(*) filter (where d.release_id is null),
                   count(*) filter (where d.release_id is not null and row(%s) is distinct from row(%s)),
                   count(*) filter (where d.release_id is not null and row(%s) is not distinct from row(%s))
            from stage_draft s left join release_figure d on %s""".formatted(values("s"), values("d"), values("s"), values("d"), SAME_KEY);

    static final String REPLACE = "delete from release_figure d using stage_draft s where " + SAME_KEY;

    static final String ADD = "insert into release_figure (release_id, " + KEY + ", " + RowStage.VALUES + ") select ?, "
            + KEY + ", " + RowStage.VALUES + " from stage_draft";

    static final String GROWN = "update release set figures = figures + ? where id = ?";

    private static final String SLICE = "frequency, period, reporter, flow, edition";

    /** The slices of the staged rows are held whole from now on. */
    static final String COVER = """
            insert into release_coverage (release_id, %1$s) select distinct ?::uuid, %1$s from stage_draft
            on conflict do nothing""".formatted(SLICE);

    /** What a draft holds of the slices of the staged rows, and is not among these. */
    private static final String UNCOVER = """
            delete from %s d
            where d.release_id = ?
              and (d.frequency, d.period, d.reporter, d.flow, d.edition) in (select %s from stage_draft)
              and not exists (
                  select 1 from stage_draft s
                  where (s.frequency, s.reporter, s.flow, s.edition, s.commodity, s.partner, s.period)
                      = (d.frequency, d.reporter, d.flow, d.edition, d.commodity, d.partner, d.period))""";

    static final String UNCOVER_FIGURES = UNCOVER.formatted("release_figure", SLICE);
    static final String UNCOVER_CELLS = UNCOVER.formatted("release_cell", SLICE);

    /** The slices that a release holds whole, for {@link org.ckep.trade.figures.Merge#withdrawUncovered}. */
    static final String COVERED = "create temporary table stage_coverage on commit drop as select " + SLICE
            + " from release_coverage where release_id = ?";

    /** The figures of a release, for {@link org.ckep.trade.figures.Merge}. */
    static final String STAGE = "insert into stage_row (line, " + KEY + ", " + RowStage.VALUES + ") select 0, " + KEY
            + ", " + RowStage.VALUES + " from release_figure where release_id = ?";

    private static final String SERIES = "reporter, flow, edition, commodity, partner";

    /** The series of a draft and of the rows that set something, as {@link org.ckep.trade.figures.CellMerge} reads them. */
    static final String KNOWN_SERIES = """
            create temporary table draft_series on commit drop as
            select row_number() over () as id, ?::text as source, ?::text as frequency, %1$s
            from (select %1$s from release_figure where release_id = ? and frequency = ?
                  union select %1$s from stage_cell where action <> 'DELETE') as named""".formatted(SERIES);

    /** What the draft says of them, and what is published where the draft has nothing of a figure that a row changes. */
    static final String KNOWN_FIGURES = """
            create temporary table draft_observation on commit drop as
            select k.id as series_id, d.period, null::timestamptz as valid_to, %1$s
            from release_figure d join draft_series k on %3$s
            where d.release_id = ? and d.frequency = ?
            union all
            select k.id, o.period, null, %2$s
            from (select distinct reporter, flow, edition, commodity, partner, period
                  from stage_cell where action <> 'DELETE') as d
            join draft_series k on %3$s
            join trade_series s on s.source = k.source and s.frequency = k.frequency
                 and (s.reporter, s.flow, s.edition, s.commodity, s.partner)
                   = (k.reporter, k.flow, k.edition, k.commodity, k.partner)
            join trade_observation o on o.series_id = s.id and o.period = d.period and o.valid_to is null
            where not exists (
                select 1 from release_figure r
                where r.release_id = ? and r.frequency = k.frequency and r.period = d.period
                  and (r.reporter, r.flow, r.edition, r.commodity, r.partner)
                    = (k.reporter, k.flow, k.edition, k.commodity, k.partner))""".formatted(
                    values("d"),
                    values("o"),
                    "(d.reporter, d.flow, d.edition, d.commodity, d.partner)"
                            + " = (k.reporter, k.flow, k.edition, k.commodity, k.partner)");

    /** Figures that this release brought and that nothing has replaced. */
    static final String GONE = """
            create temporary table stage_gone on commit drop as
            select o.series_id, o.period
            from release_figure d
            join trade_series s on s.source = ? and s.frequency = d.frequency and s.reporter = d.reporter
                 and s.flow = d.flow and s.edition = d.edition and s.commodity = d.commodity and s.partner = d.partner
            join trade_observation o on o.series_id = s.id and o.period = d.period and o.valid_to is null
                 and o.upload_id = d.release_id
            where d.release_id = ?""";

    static final String PAGE =
            """
            select frequency, period, reporter, flow, edition, commodity, partner, value, valuation, net_weight,
                   quantity, quantity_unit, %s as status, %s as weight_status, %s as quantity_status
            from release_figure d
            where release_id = ?
              and (?::text is null
                   or (frequency, reporter, flow, edition, commodity, partner, period) > (?, ?, ?, ?, ?, ?, ?::date))
            order by frequency, reporter, flow, edition, commodity, partner, period limit ?""".formatted(StatusSql.of("d", "value"), StatusSql.of("d", "net_weight"), StatusSql.of("d", "quantity"));

    private DraftSql() {}

    /** Executes a statement, and says how many rows it changed. */
    static int execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static String values(String alias) {
        return RowStage.values(alias);
    }
}

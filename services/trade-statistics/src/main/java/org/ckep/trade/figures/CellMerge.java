package org.ckep.trade.figures;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.ckep.trade.observation.Frequency;

/**
 * Turns the rows of an SDMX message, which set and delete single measures in the order of the message, into whole
 * figures for {@link Merge}. Works in the connection's transaction, after the merge has its lock and before it identifies.
 */
public final class CellMerge {
    private final Connection connection;
    private final String source;
    private final Frequency frequency;
    private final Known known;

    /** Prepares the work on what {@link CellStage} holds, above the published figures. */
    public CellMerge(Connection connection, String source, Frequency frequency) {
        this(connection, source, frequency, Known.PUBLISHED);
    }

    /** Prepares the work on what {@link CellStage} holds. */
    public CellMerge(Connection connection, String source, Frequency frequency, Known known) {
        this.connection = connection;
        this.source = source;
        this.frequency = frequency;
        this.known = known;
    }

    /**
     * Where the figures are that the rows change.
     *
     * @param series table with the columns of trade_series that name a series
     * @param observations table with the columns of trade_observation, of which those count that are not closed
     */
    public record Known(String series, String observations) {
        static final Known PUBLISHED = new Known("trade_series", "trade_observation");
    }

    /**
     * What became of the rows that set something.
     *
     * @param replaced rows that a later one of the same message took back or said anew
     */
    public record Result(long inserted, long revised, long unchanged, long replaced) {}

    /**
     * The rows that set a measure which another row sets as well.
     *
     * @param limit most conflicts that are listed
     */
    public Merge.Repetitions repetitions(int limit) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CellSql.COUNT_EQUAL)) {
            row.next();
            return new Merge.Repetitions(row.getLong(1), Merge.conflicts(connection, CellSql.CONFLICTS, limit));
        }
    }

    /**
     * Composes the figures.
     *
     * @param writes rows of the message that set something
     */
    public Result compose(long writes) throws SQLException {
        execute(CellSql.WRITES);
        execute(CellSql.TAKE_BACK_NAMED);
        execute(CellSql.TAKE_BACK_OPEN);
        execute(CellSql.erased(known), source, frequency.name(), source, frequency.name());
        execute("analyze stage_write, stage_erased");
        execute(CellSql.compose(known), source, frequency.name());
        execute(CellSql.ROWS, frequency.name());
        execute(CellSql.GONE);
        execute("analyze stage_row");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CellSql.COUNT)) {
            row.next();
            long inserted = row.getLong(1);
            long revised = row.getLong(2);
            long effective = row.getLong(3);
            return new Result(inserted, revised, effective - inserted - revised, writes - effective);
        }
    }

    /** Removes everything of the work but the composed figures, so that more can be composed in the same transaction. */
    public void discard() throws SQLException {
        execute("drop table stage_write, stage_erased, stage_composed, stage_gone");
    }

    private void execute(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}

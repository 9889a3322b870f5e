package org.ckep.trade.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.trade.figures.CellMerge;
import org.ckep.trade.observation.Frequency;

/**
 * The single measures that a release sets. What it does not set of a figure is never its own: it is taken from what is
 * published when the figure is composed, the last time at the publication. Works in the connection's transaction, with
 * the stages of rows and of cells.
 */
final class DraftCells {
    private final Connection connection;
    private final UUID release;

    DraftCells(Connection connection, UUID release) {
        this.connection = connection;
        this.release = release;
    }

    /**
     * Keeps what a message sets and forgets what it deletes. The staged rows are then the figures as they would be
     * published now, and {@code draft_gone} names those of which nothing is left.
     *
     * @param message after it was composed above the figures of the draft
     */
    void keep(String source, Frequency frequency, CellMerge message) throws SQLException {
        String name = frequency.name();
        execute(DraftCellSql.SINGLE, release, name, release, name);
        execute("analyze draft_single");
        execute(DraftCellSql.ERASE, release, name);
        execute(DraftCellSql.KEEP, release, name);
        execute(DraftCellSql.GONE);
        message.discard();
        execute(DraftCellSql.UNSTAGE);
        compose(source, frequency, DraftCellSql.STAGE_SINGLE);
        execute(DraftCellSql.LEFT);
        execute(DraftCellSql.FORGET_GONE, release, name);
    }

    /** Removes the figures of which a message has left nothing. */
    int takeBack(Frequency frequency) throws SQLException {
        return execute(DraftCellSql.TAKE_BACK, release, frequency.name());
    }

    /** Forgets the measures of figures that came whole. */
    void replaced() throws SQLException {
        execute(DraftCellSql.FORGET_STAGED, release);
    }

    /** Composes the figures of which the release sets single measures with what is published now. */
    void refresh(String source) throws SQLException {
        List<Frequency> frequencies = frequencies();
        if (frequencies.isEmpty()) {
            return;
        }
        for (Frequency frequency : frequencies) {
            compose(source, frequency, DraftCellSql.STAGE_ALL);
        }
        int before = execute(DraftCellSql.DROP_SINGLE, release);
        int after = execute(DraftCellSql.ADD_STAGED, release);
        execute(DraftSql.GROWN, after - before, release);
        execute(DraftCellSql.EMPTY_ROWS);
    }

    private void compose(String source, Frequency frequency, String cells) throws SQLException {
        execute(DraftCellSql.EMPTY_CELLS);
        int staged = execute(cells, release, frequency.name());
        execute("analyze stage_cell");
        CellMerge measures = new CellMerge(connection, source, frequency);
        measures.compose(staged);
        measures.discard();
    }

    private List<Frequency> frequencies() throws SQLException {
        List<Frequency> frequencies = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(DraftCellSql.FREQUENCIES)) {
            select.setObject(1, release);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    frequencies.add(Frequency.valueOf(rows.getString(1)));
                }
            }
        }
        return frequencies;
    }

    private int execute(String sql, Object... parameters) throws SQLException {
        return DraftSql.execute(connection, sql, parameters);
    }
}

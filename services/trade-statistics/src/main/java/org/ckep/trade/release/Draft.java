package org.ckep.trade.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.ckep.trade.figures.CellMerge;
import org.ckep.trade.figures.Merge;
import org.ckep.trade.figures.ToldSystem;
import org.ckep.trade.observation.Frequency;

/** Takes staged figures into a draft. Works in the connection's transaction. */
public final class Draft {
    private final Connection connection;
    private final UUID release;
    private final DraftCells cells;

    Draft(Connection connection, UUID release) {
        this.connection = connection;
        this.release = release;
        this.cells = new DraftCells(connection, release);
    }

    /**
     * What became of the rows; the draft, and nothing else, has changed.
     *
     * @param withdrawn figures that the draft held and holds no more
     */
    public record Result(long inserted, long revised, long unchanged, long withdrawn) {}

    /**
     * What the staged file holds more than once; rows that are equal are left out.
     *
     * @param limit most conflicts that are listed
     */
    public Merge.Repetitions repetitions(int limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(DraftSql.REPEATED) == 0) {
                return Merge.Repetitions.NONE;
            }
            int equal = statement.executeUpdate(DraftSql.DROP_EQUAL);
            return new Merge.Repetitions(equal, Merge.conflicts(connection, DraftSql.CONFLICTS, limit));
        }
    }

    /**
     * Prepares the rows of an SDMX message, which set and delete single measures: of the draft's figures, and of the
     * published one where the draft has none yet. {@link CellMerge#compose} says what they do, and
     * {@link #takeMeasures} takes them.
     */
    public CellMerge measures(String source, Frequency frequency) throws SQLException {
        execute(DraftSql.KNOWN_SERIES, source, frequency.name(), release, frequency.name());
        execute(DraftSql.KNOWN_FIGURES, release, frequency.name(), release);
        execute("analyze draft_series, draft_observation");
        return new CellMerge(connection, source, frequency, new CellMerge.Known("draft_series", "draft_observation"));
    }

    /**
     * Takes the rows of an SDMX message. What they do not set of a figure stays what is published, also where that is
     * revised before the release; what they delete is gone from the draft, and published figures stay, but for those of
     * slices that {@link #takeAll} has made the draft's own: there a figure that the draft does not hold is taken back.
     *
     * @param message of {@link #measures}, composed
     */
    public void takeMeasures(String source, Frequency frequency, CellMerge message) throws SQLException {
        cells.keep(source, frequency, message);
        execute(DraftSql.LAST);
        write();
        execute(DraftSql.GROWN, -cells.takeBack(frequency), release);
    }

    /** Takes what a file tells of trade systems, which nobody else learns before the release. */
    public void takeSystems(List<ToldSystem> systems) throws SQLException {
        for (ToldSystem told : systems) {
            execute(DraftSystems.KEEP, release, told.frequency().name(), told.reporter(), told.system());
        }
    }

    /** Takes the staged rows as whole figures; of several with one key the last one counts. */
    public Result take() throws SQLException {
        execute(DraftSql.LAST);
        cells.replaced();
        return write();
    }

    /**
     * Takes the staged rows as {@link #take} does, as everything that there is of their slices: what the draft holds of
     * these besides is taken out of it, and what is published of them besides is taken back at its publication.
     */
    public Result takeAll() throws SQLException {
        Result taken = take();
        execute(DraftSql.COVER, release);
        execute(DraftSql.UNCOVER_CELLS, release);
        int withdrawn = execute(DraftSql.UNCOVER_FIGURES, release);
        execute(DraftSql.GROWN, -withdrawn, release);
        return new Result(taken.inserted(), taken.revised(), taken.unchanged(), withdrawn);
    }

    private Result write() throws SQLException {
        Result result;
        try (PreparedStatement count = connection.prepareStatement(DraftSql.COUNT)) {
            count.setObject(1, release);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                result = new Result(row.getLong(1), row.getLong(2), row.getLong(3), 0);
            }
        }
        execute(DraftSql.REPLACE, release);
        execute(DraftSql.ADD, release);
        execute(DraftSql.GROWN, result.inserted(), release);
        return result;
    }

    /**
     * Gives the rows that were taken the numbers of their series in {@code stage_figure}, as a merge does, for
     * whoever looks at them as a whole; nothing is added to the series.
     */
    public void identify(String source) throws SQLException {
        execute(DraftSql.IDENTIFY, source);
        execute("analyze stage_figure");
    }

    private int execute(String sql, Object... parameters) throws SQLException {
        return DraftSql.execute(connection, sql, parameters);
    }
}

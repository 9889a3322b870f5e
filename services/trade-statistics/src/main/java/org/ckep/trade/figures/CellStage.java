package org.ckep.trade.figures;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** Takes the rows of an SDMX message, each of which sets, replaces or deletes one measure of a figure. */
public final class CellStage {
    static final String TABLE = "stage_cell";

    private static final String COLUMNS = """
            line       bigint not null,
            action     text not null,
            period     date,
            reporter   text collate "C",
            flow       text collate "C",
            edition    text collate "C",
            commodity  text collate "C",
            partner    text collate "C",
            measure    text,
            amount     numeric(24, 3),
            missing    boolean not null,
            unit       text,
            status     text,
            valuation  text""";

    /** Everything that a row tells, in the order of the stage. */
    public static final String NAMES =
            "line, action, period, reporter, flow, edition, commodity, partner, measure, amount, missing, unit, status,"
                    + " valuation";

    private final CopyStage stage;
    private long deletions;

    /**
     * Prepares an empty stage.
     *
     * @param connection in auto-commit mode; serves this stage alone until it is dropped
     */
    public CellStage(Connection connection) throws SQLException {
        this.stage = new CopyStage(connection, TABLE, COLUMNS, NAMES);
    }

    /** Prepares an empty stage for rows that come from another table. */
    public static void prepare(Connection connection) throws SQLException {
        new CopyStage(connection, TABLE, COLUMNS, NAMES).complete();
    }

    /** What a row does with what is known. */
    public enum Action {
        /** Sets what is given, leaves the rest alone. */
        MERGE,
        /** Sets what is given, removes the rest. */
        REPLACE,
        /** Takes back everything that the given part of the key names. */
        DELETE
    }

    /**
     * One row. Null in the key, which only a deletion has, stands for everything.
     *
     * @param line number of the line in the file
     * @param edition edition of the commodity's code, null with it
     * @param amount in USD, kg or the unit given; null leaves what is known, unless the value is missing
     * @param missing true where the row says that there is no value, its status why
     * @param status code of CL_OBS_STATUS, null where the row does not tell
     * @param valuation code of CL_VALUATION, null where the row does not tell
     */
    public record Cell(
            long line,
            Action action,
            @Nullable Period period,
            @Nullable String reporter,
            @Nullable String flow,
            @Nullable String edition,
            @Nullable String commodity,
            @Nullable String partner,
            @Nullable String measure,
            @Nullable BigDecimal amount,
            boolean missing,
            @Nullable String unit,
            @Nullable String status,
            @Nullable String valuation) {

        /** True where it names its series, so that it is found by an index. */
        public boolean namesSeries() {
            return reporter != null && flow != null && commodity != null && partner != null;
        }
    }

    /** Adds a row. */
    public void add(Cell cell) throws SQLException {
        if (cell.action() == Action.DELETE) {
            deletions++;
        }
        stage.cell(cell.line())
                .cell(cell.action().name())
                .cell(cell.period() == null ? null : cell.period().start())
                .cell(cell.reporter())
                .cell(cell.flow())
                .cell(cell.edition())
                .cell(cell.commodity())
                .cell(cell.partner())
                .cell(cell.measure())
                .cell(cell.amount())
                .cell(cell.missing())
                .cell(cell.unit())
                .cell(cell.status())
                .lastCell(cell.valuation());
    }

    /** Rows taken so far. */
    public long rows() {
        return stage.rows();
    }

    /** Deletions among them. */
    public long deletions() {
        return deletions;
    }

    /** Sends what is still in memory and tells the planner how much there is. */
    public void complete() throws SQLException {
        stage.complete();
    }

    /** Removes the stage of this session, if there is one. */
    public static void drop(Connection connection) throws SQLException {
        CopyStage.drop(connection, TABLE);
    }
}

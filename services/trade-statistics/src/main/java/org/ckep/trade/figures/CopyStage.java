package org.ckep.trade.figures;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A temporary table of one database session that takes rows in chunks, each committed on its own: a slow sender holds no
 * transaction open, and a killed process leaves nothing behind.
 */
final class CopyStage {
    private static final int CHUNK_ROWS = 10_000;
    private static final int CHARACTERS_PER_ROW = 160;

    private final Connection connection;
    private final String copy;
    private final String table;
    private final StringBuilder chunk = new StringBuilder(CHUNK_ROWS * CHARACTERS_PER_ROW);
    private int rowsInChunk;
    private long rows;

    /**
     * Prepares an empty table.
     *
     * @param connection in auto-commit mode where rows are taken; serves this stage alone until it is dropped
     * @param columns definition of the table's columns
     * @param given names of those that are taken, in the order of the cells; the others stay null
     */
    CopyStage(Connection connection, String table, String columns, String given) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.copy = "copy " + table + " (" + given + ") from stdin";
        drop(connection, table);
        execute("create temporary table " + table + " (" + columns + ")");
    }

    static void drop(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists pg_temp." + table);
        }
    }

    /** Rows taken so far. */
    long rows() {
        return rows;
    }

    /** Adds a cell of the current row. */
    CopyStage cell(@Nullable Object value) {
        append(value);
        chunk.append('\t');
        return this;
    }

    /** Adds the last cell of the current row. */
    void lastCell(@Nullable Object value) throws SQLException {
        append(value);
        chunk.append('\n');
        rows++;
        if (++rowsInChunk == CHUNK_ROWS) {
            flush();
        }
    }

    /** Sends what is still in memory and tells the planner how much there is. */
    void complete() throws SQLException {
        flush();
        execute("analyze " + table);
    }

    private void flush() throws SQLException {
        if (rowsInChunk == 0) {
            return;
        }
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(chunk.toString()));
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
        chunk.setLength(0);
        rowsInChunk = 0;
    }

    /** COPY's text form. Every value is a number, a flag or a code of a list, so none needs escaping. */
    private void append(@Nullable Object value) {
        if (value == null) {
            chunk.append("\\N");
        } else if (value instanceof BigDecimal number) {
            chunk.append(number.toPlainString());
        } else {
            chunk.append(value);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

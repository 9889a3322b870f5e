package org.ckep.trade.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.trade.figures.JdbcTransactions;

/** Writes the errors of a file beside its upload, in batches, so that a file full of errors needs no memory. */
final class ErrorLog {
    private static final int BATCH = 500;
    private static final String INSERT = """
            insert into upload_error (upload_id, seq, line, column_title, code, value, arguments)
            values (?, ?, ?, ?, ?, ?, ?)""";

    private final Connection connection;
    private final Viewer viewer;
    private final UUID upload;
    private final List<RowError> pending = new ArrayList<>(BATCH);
    private int seq;

    ErrorLog(Connection connection, Viewer viewer, UUID upload) {
        this.connection = connection;
        this.viewer = viewer;
        this.upload = upload;
    }

    /** Takes errors while the connection is in auto-commit mode. */
    void add(List<RowError> errors) throws SQLException {
        pending.addAll(errors);
        if (pending.size() >= BATCH) {
            flush();
        }
    }

    /** Takes errors within a transaction, to be written with it or after it. */
    void hold(List<RowError> errors) {
        pending.addAll(errors);
    }

    /** Writes what is pending, in a transaction of its own. */
    void flush() throws SQLException {
        if (!pending.isEmpty()) {
            JdbcTransactions.run(connection, viewer, this::write);
        }
    }

    /** Writes what is pending, with the connection's transaction. */
    void write() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (RowError error : pending) {
                insert.setObject(1, upload);
                insert.setInt(2, seq++);
                insert.setLong(3, error.row());
                insert.setString(4, error.column());
                insert.setString(5, error.code().name());
                insert.setString(6, error.value());
                insert.setArray(
                        7, connection.createArrayOf("text", error.arguments().toArray()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        pending.clear();
    }
}

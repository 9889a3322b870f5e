package org.ckep.trade.sdmx;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The rows of all data sets of a query, read one after the other in one transaction that shows one state. */
final class DataStream {
    private static final Logger LOG = Logger.getLogger(DataStream.class);

    private final Connection connection;
    private final DataQuery query;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Extraction first;
    private final List<Piece> further;

    /** What one statement reads. */
    private record Piece(DataTarget target, Vintage.Part part) {}

    private DataStream(Connection connection, DataQuery query, Extraction first, List<Piece> further) {
        this.connection = connection;
        this.query = query;
        this.first = first;
        this.further = further;
    }

    /** Begins to read, or is null where nothing matches. */
    static @Nullable DataStream open(DataSource dataSource, DataQuery query) throws SQLException {
        Connection connection = Readings.begin(dataSource);
        boolean opened = false;
        try {
            List<Piece> pieces = pieces(query);
            for (int i = 0; i < pieces.size(); i++) {
                Extraction rows = open(connection, pieces.get(i), query);
                if (rows != null) {
                    opened = true;
                    return new DataStream(connection, query, rows, pieces.subList(i + 1, pieces.size()));
                }
            }
            return null;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    private static List<Piece> pieces(DataQuery query) {
        List<Piece> pieces = new ArrayList<>();
        for (DataTarget target : query.targets()) {
            for (Vintage.Part part : query.vintage().parts()) {
                // A deletion without observations would mean whole series.
                if (part != Vintage.Part.DELETIONS || query.detail().observations()) {
                    pieces.add(new Piece(target, part));
                }
            }
        }
        return pieces;
    }

    private static @Nullable Extraction open(Connection connection, Piece piece, DataQuery query) throws SQLException {
        return Extraction.open(connection, piece.target(), query, piece.part());
    }

    /** Writes everything and ends the transaction. */
    StreamingOutput output(DataFormats formats, Negotiation.Chosen format) {
        return out -> {
            try {
                write(out, formats, format);
            } catch (SQLException failure) {
                throw new IOException(failure);
            } finally {
                close();
            }
        };
    }

    private void write(OutputStream out, DataFormats formats, Negotiation.Chosen format)
            throws IOException, SQLException {
        DataWriter writer = formats.writer(Utf8Output.to(out), query, format, connection);
        writer.begin();
        Window window = new Window(query.offset(), query.limit());
        write(writer, first, window);
        for (int i = 0; i < further.size() && window.isOpen(); i++) {
            Extraction rows = open(connection, further.get(i), query);
            if (rows != null) {
                write(writer, rows, window);
            }
        }
        writer.end();
    }

    private static void write(DataWriter writer, Extraction rows, Window window) throws IOException, SQLException {
        try (rows) {
            SetAction begun = null;
            boolean startsSeries = false;
            for (DataRow row = rows.next(); row != null && window.isOpen(); row = rows.next()) {
                startsSeries |= row.startsSeries;
                if (window.takes()) {
                    boolean beginsSet = !row.action.equals(begun);
                    if (beginsSet) {
                        if (begun != null) {
                            writer.endDataSet();
                        }
                        writer.beginDataSet(rows.target(), row.action);
                        begun = row.action;
                    }
                    // The beginning of a series may have been left out.
                    row.startsSeries = startsSeries || beginsSet;
                    startsSeries = false;
                    writer.write(row);
                }
            }
            if (begun != null) {
                writer.endDataSet();
            }
        }
    }

    /** Which rows are wanted, counted over all data sets. */
    private static final class Window {
        private long toSkip;
        private long left;

        Window(long offset, long limit) {
            this.toSkip = offset;
            this.left = limit;
        }

        boolean isOpen() {
            return left > 0;
        }

        boolean takes() {
            if (toSkip > 0) {
                toSkip--;
                return false;
            }
            left--;
            return true;
        }
    }

    /** Ends the transaction; called more than once it does nothing more. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            try (connection) {
                connection.rollback();
            } catch (SQLException gone) {
                LOG.debug("a reading went with its connection", gone);
            }
        }
    }
}

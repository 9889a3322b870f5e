package org.ckep.trade.sdmx;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The rows of all data sets of a query, read one after the other in one transaction that shows one state. */
final class DataStream {
    private static final Logger LOG = Logger.getLogger(DataStream.class);

    private final Reading reading;
    private final DataQuery query;
    private final Extraction first;
    private final List<Piece> further;

    /** What one statement reads. */
    private record Piece(DataTarget target, Vintage.Part part) {}

    private DataStream(Reading reading, DataQuery query, Extraction first, List<Piece> further) {
        this.reading = reading;
        this.query = query;
        this.first = first;
        this.further = further;
    }

    /** Begins to read, or is null where nothing matches. */
    static @Nullable DataStream open(Readings readings, Caller caller, DataQuery query) throws SQLException {
        Reading reading = readings.begin(caller);
        boolean opened = false;
        try {
            List<Piece> pieces = query.limit() == 0 ? List.of() : pieces(query);
            long toSkip = query.offset();
            for (int i = 0; i < pieces.size(); i++) {
                Extraction rows = open(reading.connection(), pieces.get(i), query);
                if (rows == null) {
                    continue;
                }
                toSkip -= rows.skip(toSkip);
                if (rows.holdsRow()) {
                    opened = true;
                    reading.pause();
                    return new DataStream(reading, query, rows, pieces.subList(i + 1, pieces.size()));
                }
                rows.close();
            }
            return null;
        } finally {
            if (!opened) {
                reading.close();
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
            reading.resume();
            try (reading) {
                write(reading.observed(out), formats, format);
            } catch (SQLException | IOException failure) {
                if (!reading.isAbandoned()) {
                    throw new IOException(failure);
                }
                // Neither a fault of ours nor anything that somebody would still read.
                LOG.debug("an answer ended before it was whole", failure);
            }
        };
    }

    private void write(OutputStream out, DataFormats formats, Negotiation.Chosen format)
            throws IOException, SQLException {
        DataWriter writer = formats.writer(Utf8Output.to(out), query, format, reading.connection());
        writer.begin();
        long left = query.limit() - write(writer, first, query.limit());
        for (int i = 0; i < further.size() && left > 0; i++) {
            Extraction rows = open(reading.connection(), further.get(i), query);
            if (rows != null) {
                left -= write(writer, rows, left);
            }
        }
        writer.end();
    }

    /** Writes as many rows as are wanted, and tells how many there were. */
    private static long write(DataWriter writer, Extraction rows, long wanted) throws IOException, SQLException {
        try (rows) {
            SetAction begun = null;
            long written = 0;
            for (DataRow row = rows.next(); row != null && written < wanted; row = rows.next()) {
                boolean beginsSet = !row.action.equals(begun);
                if (beginsSet) {
                    if (begun != null) {
                        writer.endDataSet();
                    }
                    writer.beginDataSet(rows.target(), row.action);
                    begun = row.action;
                }
                row.startsSeries |= beginsSet;
                writer.write(row);
                written++;
            }
            if (begun != null) {
                writer.endDataSet();
            }
            return written;
        }
    }

    /** Ends the transaction of an answer that is not going to be written. */
    void close() {
        reading.close();
    }
}

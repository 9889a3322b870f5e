package org.ckep.trade.sdmx;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, read from a cursor piece by piece in one transaction, so that an answer of any size needs little
 * memory and shows one state of the figures.
 */
final class Extraction implements AutoCloseable {
    private static final int FETCH_ROWS = 1000;
    private static final String NO_MULTIPLIER = "0";
    private static final String FREE = "F";
    private static final String NORMAL = "A";
    private static final String ESTIMATED = "E";
    private static final String PROVISIONAL = "P";

    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final DataQuery query;
    private final AtomicBoolean closed = new AtomicBoolean();

    private List<String> series = List.of();
    private @Nullable Observation first;

    private Extraction(Connection connection, PreparedStatement statement, ResultSet rows, DataQuery query) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.query = query;
    }

    /** Begins to read, or is empty where nothing matches. */
    static Optional<Extraction> open(DataSource dataSource, DataQuery query) throws SQLException {
        if (contradictsItself(query)) {
            return Optional.empty();
        }
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            PreparedStatement statement = DataSql.of(query).prepare(connection);
            statement.setFetchSize(FETCH_ROWS);
            Extraction extraction = new Extraction(connection, statement, statement.executeQuery(), query);
            extraction.first = extraction.read();
            if (extraction.first == null) {
                extraction.close();
                return Optional.empty();
            }
            return Optional.of(extraction);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** A key may ask for what the dataflow never holds. */
    private static boolean contradictsItself(DataQuery query) {
        return excludes(query, 0, query.flow().frequency().name())
                || excludes(query, 5, "C00")
                || Measure.among(query.key().get(6)).isEmpty();
    }

    private static boolean excludes(DataQuery query, int dimension, String value) {
        return !query.key().get(dimension).isEmpty()
                && !query.key().get(dimension).contains(value);
    }

    /** The next row, or null after the last one. */
    @Nullable
    Observation next() throws SQLException {
        Observation held = first;
        if (held != null) {
            first = null;
            return held;
        }
        return read();
    }

    private @Nullable Observation read() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        Measure measure = Measure.valueOf(rows.getString(5));
        List<String> key = List.of(
                query.flow().frequency().name(),
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                "C00",
                measure.name());
        // The same object for all rows of a series, so that writers see where one begins.
        if (!key.equals(series)) {
            series = key;
        }
        if (!query.detail().withObservations()) {
            return new Observation(series, null, null, List.of());
        }
        Period period = new Period(query.flow().frequency(), rows.getObject(6, LocalDate.class));
        String value = Decimals.plain(rows.getBigDecimal(7)).toPlainString();
        return new Observation(series, period.toString(), value, attributes(measure));
    }

    private List<@Nullable String> attributes(Measure measure) throws SQLException {
        if (!query.detail().withAttributes()) {
            return List.of();
        }
        List<@Nullable String> attributes = new ArrayList<>();
        attributes.add(rows.getString(8));
        attributes.add(NO_MULTIPLIER);
        attributes.add(measure.decimals());
        attributes.add(rows.getBoolean(11) ? PROVISIONAL : rows.getBoolean(9) ? ESTIMATED : NORMAL);
        attributes.add(FREE);
        attributes.add(null);
        attributes.add(rows.getString(10));
        return attributes;
    }

    @Override
    public void close() throws SQLException {
        if (closed.compareAndSet(false, true)) {
            try (connection;
                    statement;
                    rows) {
                connection.rollback();
            }
        }
    }
}

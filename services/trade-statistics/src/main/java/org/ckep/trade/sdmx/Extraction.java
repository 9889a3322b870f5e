package org.ckep.trade.sdmx;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.ckep.trade.sdmx.Component.Content;
import org.jspecify.annotations.Nullable;

/** The rows of one data set, read from a cursor piece by piece, so that an answer of any size needs little memory. */
final class Extraction implements AutoCloseable {
    private static final int FETCH_ROWS = 1000;
    private static final int MEASURE = 5;
    private static final int PERIOD = 6;
    private static final int AMOUNT = 7;
    private static final int AT = 11;
    private static final int GONE = 12;
    private static final int FROM_MEASURE = -1;
    private static final int FROM_REPORTER = -2;
    private static final int NOTHING = 0;

    private final DataTarget target;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final DataQuery query;
    private final Vintage.Part part;
    private final DataRow row;
    private final byte[][] decimals;

    /** Column of each dimension, {@link #NOTHING} for a constant. */
    private final int[] dimensionColumns;

    private final int[] attributeColumns;

    /** Attributes with one value in all rows, which a deletion does not have. */
    private final byte[] @Nullable [] constants;

    private final int atObservation;
    private final int reporter;

    /** Null where none are told. */
    private final @Nullable TradeSystems systems;

    private boolean begun;
    private boolean held;

    private Extraction(
            DataTarget target,
            DataQuery query,
            Vintage.Part part,
            @Nullable TradeSystems systems,
            PreparedStatement statement,
            ResultSet rows) {
        DataStructure structure = target.flow().structure();
        this.target = target;
        this.statement = statement;
        this.rows = rows;
        this.query = query;
        this.part = part;
        this.systems = systems;
        this.row = new DataRow(
                structure, part == Vintage.Part.DELETIONS ? SetAction.delete(null) : SetAction.of(query, null));
        this.decimals = Arrays.stream(Measure.values())
                .map(measure -> measure.decimals().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.dimensionColumns = columns(structure.dimensions());
        this.attributeColumns = columns(structure.attributes());
        this.constants = new byte[attributeColumns.length][];
        this.atObservation = structure.position(query.dimensionAtObservation());
        this.reporter = Selection.position(structure, Content.REPORTER);
        for (int i = 0; i < structure.dimensions().size(); i++) {
            String constant =
                    Selection.constant(target.flow(), structure.dimensions().get(i));
            row.dimensions[i] = constant == null ? new byte[0] : constant.getBytes(StandardCharsets.UTF_8);
        }
        for (int i = 0; i < structure.attributes().size(); i++) {
            Component attribute = structure.attributes().get(i);
            if (!isTold(query, attribute)) {
                attributeColumns[i] = NOTHING;
            } else if (attribute.content() == Content.CONSTANT) {
                constants[i] = attribute.value().getBytes(StandardCharsets.UTF_8);
                row.attributes[i] = constants[i];
            }
        }
    }

    private static boolean isTold(DataQuery query, Component attribute) {
        return query.detail().tells(attribute, attribute.standsWithSeries(query.dimensionAtObservation()));
    }

    private static int[] columns(List<Component> components) {
        return components.stream()
                .mapToInt(component -> switch (component.content()) {
                    case REPORTER -> 1;
                    case FLOW -> 2;
                    case COMMODITY -> 3;
                    case PARTNER -> 4;
                    case MEASURE -> MEASURE;
                    case UNIT -> 8;
                    case STATUS -> 9;
                    case VALUATION -> 10;
                    case DECIMALS -> FROM_MEASURE;
                    case TRADE_SYSTEM -> FROM_REPORTER;
                    case CONSTANT, FREQUENCY, UNKNOWN, PERIOD, AMOUNT -> NOTHING;
                })
                .toArray();
    }

    /** Begins to read within the connection's transaction, or is null where nothing matches. */
    static @Nullable Extraction open(Connection connection, DataTarget target, DataQuery query, Vintage.Part part)
            throws SQLException {
        if (DataSql.isImpossible(target)) {
            return null;
        }
        Long[] changed = ChangedSeries.of(connection, target, ChangedSeries.MOST);
        if (changed != null && changed.length == 0) {
            return null;
        }
        allowSorting(connection, target, query, changed != null);
        TradeSystems systems = tradeSystems(connection, target, query);
        PreparedStatement statement =
                DataSql.rows(target, query, part).ofSeries(changed).prepare(connection);
        try {
            statement.setFetchSize(FETCH_ROWS);
            Extraction extraction = new Extraction(target, query, part, systems, statement, statement.executeQuery());
            extraction.held = extraction.read();
            if (extraction.held) {
                return extraction;
            }
            statement.close();
            return null;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    private static @Nullable TradeSystems tradeSystems(Connection connection, DataTarget target, DataQuery query)
            throws SQLException {
        for (Component attribute : target.flow().structure().attributes()) {
            if (attribute.content() == Content.TRADE_SYSTEM && isTold(query, attribute)) {
                return TradeSystems.read(connection, target.flow(), query.vintage(), attribute);
            }
        }
        return null;
    }

    /** What the rows are of. */
    DataTarget target() {
        return target;
    }

    /**
     * Few series that lie scattered are found by another index and sorted, and so is what is to come in an order of its own;
     * all others come in the order of the index.
     */
    private static void allowSorting(Connection connection, DataTarget target, DataQuery query, boolean numbered)
            throws SQLException {
        boolean allowed = numbered || isScattered(target) || !query.sort().equals(Sort.STANDARD);
        boolean allowedBefore = query.targets().size() > 1
                && (query.vintage().updatedAfter() != null
                        || query.targets().stream().anyMatch(Extraction::isScattered));
        if (!allowed && !allowedBefore) {
            // As the connections of readers are set.
            return;
        }
        try (Statement setting = connection.createStatement()) {
            setting.execute("set local enable_sort = " + (allowed ? "on" : "off"));
        }
    }

    private static boolean isScattered(DataTarget target) {
        return target.selection().isScattered(target.flow().structure());
    }

    /**
     * Leaves out rows from the beginning.
     *
     * @return how many it left out, fewer than wanted where there are no more
     */
    long skip(long wanted) throws SQLException {
        long skipped = 0;
        boolean starts = false;
        while (held && skipped < wanted) {
            starts |= row.startsSeries;
            skipped++;
            held = read();
        }
        row.startsSeries |= starts;
        return skipped;
    }

    /** Whether the next call hands out a row that was read already. */
    boolean holdsRow() {
        return held;
    }

    /** Moves on; the row it hands out is overwritten by the next call. Null after the last one. */
    @Nullable
    DataRow next() throws SQLException {
        if (held) {
            held = false;
            return row;
        }
        return read() ? row : null;
    }

    private boolean read() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        boolean starts = !begun;
        begun = true;
        if (part == Vintage.Part.HISTORY) {
            change();
        }
        for (int i = 0; i < dimensionColumns.length; i++) {
            if (dimensionColumns[i] != NOTHING) {
                byte[] value = rows.getBytes(dimensionColumns[i]);
                starts |= i != atObservation && !Arrays.equals(value, row.dimensions[i]);
                row.dimensions[i] = value;
            }
        }
        if (query.detail().observations()) {
            byte[] period = rows.getBytes(PERIOD);
            starts |= atObservation >= 0 && !Arrays.equals(period, row.period);
            row.period = period;
            if (row.action.kind() == SetAction.Kind.DELETE) {
                row.value = null;
                Arrays.fill(row.attributes, null);
            } else {
                row.value = query.detail().value() ? rows.getBytes(AMOUNT) : null;
                attributes();
            }
        } else if (row.action.kind() != SetAction.Kind.DELETE) {
            attributes();
        }
        row.startsSeries = starts;
        return true;
    }

    /** The change that the row belongs to. */
    private void change() throws SQLException {
        Instant at = rows.getObject(AT, OffsetDateTime.class).toInstant();
        boolean gone = rows.getBoolean(GONE);
        boolean deletes = row.action.kind() == SetAction.Kind.DELETE;
        if (!at.equals(row.action.at()) || gone != deletes) {
            row.action = gone ? SetAction.delete(at) : SetAction.of(query, at);
            System.arraycopy(constants, 0, row.attributes, 0, constants.length);
        }
    }

    private void attributes() throws SQLException {
        for (int i = 0; i < attributeColumns.length; i++) {
            if (attributeColumns[i] == FROM_MEASURE) {
                // The measures differ in their first letter.
                row.attributes[i] = switch (rows.getBytes(MEASURE)[0]) {
                    case 'N' -> decimals[Measure.NET_WEIGHT.ordinal()];
                    case 'Q' -> decimals[Measure.QTY.ordinal()];
                    default -> decimals[Measure.TRADE_VALUE.ordinal()];
                };
            } else if (attributeColumns[i] == FROM_REPORTER) {
                row.attributes[i] = systems == null ? null : systems.of(row.dimensions[reporter], row.action.at());
            } else if (attributeColumns[i] != NOTHING) {
                row.attributes[i] = rows.getBytes(attributeColumns[i]);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}

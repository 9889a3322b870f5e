package org.ckep.trade.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.trade.code.StoredText;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * Brings staged rows into the figures. Everything happens in the connection's transaction: readers see all of it or
 * nothing, and a value that is replaced stays readable as it was known before.
 */
public final class Merge {
    private static final String UPLOAD = "upload";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** How long readers wait for an embargo that ends. */
    private static final Duration READERS_PATIENCE = Duration.ofMillis(20);

    private final Connection connection;
    private final ObjectMapper json;
    private final String source;
    private final Urn cause;
    private @Nullable Instant notBefore;
    private @Nullable Side sender;
    private List<ToldSystem> systems = List.of();
    private OffsetDateTime now = OffsetDateTime.MIN;

    /**
     * Prepares a merge of what {@link RowStage} holds.
     *
     * @param cause the upload or the release that brings the figures
     */
    public Merge(Connection connection, ObjectMapper json, String source, Urn cause) {
        this.connection = connection;
        this.json = json;
        this.source = source;
        this.cause = cause;
    }

    /** Lets the figures count as known from that instant on and no earlier. */
    public Merge notBefore(@Nullable Instant instant) {
        notBefore = instant;
        return this;
    }

    /** Says whose statisticians bring the figures, null for the operator. */
    public Merge sentBy(@Nullable Side side) {
        sender = side;
        return this;
    }

    /** Says which trade systems the source tells from now on. */
    public Merge telling(List<ToldSystem> told) {
        systems = List.copyOf(told);
        return this;
    }

    /**
     * What the merge did.
     *
     * @param writtenAt instant under which the rows are written
     * @param revisedAt instant since which they are known, that of {@link #settle}
     * @param datasets one event for each dataset that changed
     */
    public record Result(
            long inserted,
            long revised,
            long unchanged,
            Instant writtenAt,
            Instant revisedAt,
            List<DatasetRevised> datasets) {
        private Result knownFrom(Instant instant) {
            return new Result(
                    inserted,
                    revised,
                    unchanged,
                    writtenAt,
                    instant,
                    datasets.stream().map(dataset -> dataset.revisedAt(instant)).toList());
        }
    }

    /**
     * What stands in a file more than once.
     *
     * @param equal rows that say exactly what the last row of their key says, and were left out
     * @param conflicts rows of the keys whose rows differ, in the order of the file
     */
    public record Repetitions(long equal, List<Conflict> conflicts) {
        public static final Repetitions NONE = new Repetitions(0, List.of());
    }

    /**
     * A row with whose key another row says something else.
     *
     * @param lastLine the last line with that key
     */
    public record Conflict(long line, long lastLine) {}

    /** Waits until no other merge runs. */
    public void lock() throws SQLException {
        execute(MergeSql.LOCK);
        execute(MergeSql.WORK_MEMORY);
    }

    /**
     * Keeps merges out until the connection's transaction ends, for whoever changes the lists to which they add.
     *
     * @return false where one lasts longer than the patience; the transaction can then only be rolled back
     */
    public static boolean keepOut(Connection connection, Duration patience) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = " + patience.toMillis());
            statement.execute(MergeSql.LOCK);
            statement.execute("set local lock_timeout = 0");
            return true;
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * Gives every staged row its series, of which there may be new ones.
     *
     * @param newAreas true where the file brought areas into the list
     * @param limit most conflicts that are listed
     */
    public Repetitions identify(boolean newAreas, int limit) throws SQLException {
        boolean newCommodities = update(MergeSql.ADD_COMMODITIES) > 0;
        withSource(MergeSql.ADD_SERIES);
        withSource(MergeSql.IDENTIFY);
        execute("analyze stage_figure");
        now = beginning();
        listChanged("CL_AREA", newAreas);
        listChanged("CL_COMMODITY", newCommodities);
        return update(MergeSql.REPEATED) == 0 ? Repetitions.NONE : repetitions(limit);
    }

    private Repetitions repetitions(int limit) throws SQLException {
        int equal = update(MergeSql.DROP_EQUAL);
        List<Conflict> conflicts = conflicts(connection, MergeSql.CONFLICTS, limit);
        update(MergeSql.DROP_REPLACED);
        return new Repetitions(equal, conflicts);
    }

    /** Reads line and last line of each conflict. */
    public static List<Conflict> conflicts(Connection connection, String sql, int limit) throws SQLException {
        List<Conflict> conflicts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    conflicts.add(new Conflict(rows.getLong(1), rows.getLong(2)));
                }
            }
        }
        return conflicts;
    }

    /** Says that the identified rows are everything that there is of the slices that they name; {@link #withdrawUncovered} must follow. */
    public void coverOwnSlices() throws SQLException {
        execute(MergeSql.COVERED);
    }

    /**
     * Takes back, with {@link #merge}, what is known of the slices in {@code stage_coverage} and is not among the
     * identified rows.
     *
     * @return how many figures
     */
    public long withdrawUncovered() throws SQLException {
        execute("analyze stage_coverage");
        withSource(MergeSql.COVERED_SERIES);
        execute("analyze stage_covered");
        execute(MergeSql.UNCOVERED);
        execute("analyze stage_gone");
        try (Statement count = connection.createStatement();
                ResultSet row = count.executeQuery(MergeSql.COUNT_GONE)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Writes the identified rows; of several with one key the last one counts. {@link #settle} must follow. */
    public Result merge() throws SQLException {
        execute(MergeSql.COMPARE);
        execute("analyze stage_known");
        execute(MergeSql.NOTHING_GONE);
        execute(ContentSql.BEFORE);
        at(MergeSql.CLOSE_REVISED);
        at(MergeSql.CLOSE_GONE);
        at(WorldSql.CLOSE);
        try (PreparedStatement insert = connection.prepareStatement(MergeSql.INSERT_NEW)) {
            insert.setObject(1, now);
            insert.setObject(2, cause.uuid());
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(WorldSql.INSERT)) {
            insert.setString(1, source);
            insert.setObject(2, now);
            insert.executeUpdate();
        }
        noteSender();
        tellSystems();
        at(ContentSql.CHANGED);
        withSource(ContentSql.APPLY);
        List<DatasetRevised> datasets = revisedDatasets();
        try (Statement count = connection.createStatement();
                ResultSet row = count.executeQuery(MergeSql.COUNT)) {
            row.next();
            return new Result(
                    row.getLong(1), row.getLong(2), row.getLong(3), now.toInstant(), now.toInstant(), datasets);
        }
    }

    private void at(String sql) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement(sql)) {
            close.setObject(1, now);
            close.executeUpdate();
        }
    }

    private OffsetDateTime beginning() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MergeSql.BEGINNING)) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC);
        }
    }

    /**
     * Takes the instant since which everything that was written is known. Little may come between this and the commit:
     * from the instant on no reader of SDMX begins until the transaction has ended, so that none is answered from the
     * state before.
     *
     * @param merged what {@link #merge} did
     */
    public Result settle(Result merged) throws SQLException {
        Known found = knownFrom();
        // Where there is an instant to wait for, await() keeps the readers out.
        if (notBefore == null || !found.isToCome) {
            execute(MergeSql.LOCK_READERS);
            found = knownFrom();
        }
        OffsetDateTime known = found.instant;
        if (!merged.datasets().isEmpty()) {
            instants(MergeSql.KEEP_INSTANTS, now, known);
            instants(MergeSql.DATE_DATASETS, known, now);
        }
        return merged.knownFrom(known.toInstant());
    }

    /** An instant, and whether {@link #await} has to wait for it. */
    private record Known(OffsetDateTime instant, boolean isToCome) {}

    private Known knownFrom() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MergeSql.KNOWN_FROM)) {
            statement.setObject(1, now);
            statement.setObject(2, notBefore == null ? null : notBefore.atOffset(ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Known(
                        row.getObject("known", OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC),
                        row.getBoolean("is_to_come"));
            }
        }
    }

    /** Waits, before the commit, for an instant that was given and is still to come, by the clock of the database. */
    public void await() throws SQLException {
        if (notBefore != null) {
            try (PreparedStatement sleep = connection.prepareStatement(MergeSql.SLEEP)) {
                sleep.setObject(1, notBefore.minus(READERS_PATIENCE).atOffset(ZoneOffset.UTC));
                sleep.execute();
                execute(MergeSql.LOCK_READERS);
                sleep.setObject(1, notBefore.atOffset(ZoneOffset.UTC));
                sleep.execute();
            }
        }
    }

    private void instants(String sql, OffsetDateTime first, OffsetDateTime second) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, first);
            update.setObject(2, second);
            update.executeUpdate();
        }
    }

    /** After {@link #identify}, takes back what the cause told of trade systems and nobody else tells. */
    public void takeBackSystems() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SystemSql.TAKE_BACK)) {
            insert.setString(1, source);
            insert.setObject(2, cause.uuid());
            insert.setObject(3, now);
            insert.executeUpdate();
        }
    }

    private void tellSystems() throws SQLException {
        if (systems.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(SystemSql.TELL)) {
            insert.setString(1, source);
            insert.setObject(2, now);
            insert.setObject(3, cause.uuid());
            insert.setArray(4, texts(told -> told.frequency().name()));
            insert.setArray(5, texts(ToldSystem::reporter));
            insert.setArray(6, texts(ToldSystem::system));
            insert.executeUpdate();
        }
        try (PreparedStatement note = connection.prepareStatement(SystemSql.NOTE_TELLER)) {
            note.setString(1, source);
            note.setObject(2, cause.uuid());
            note.setObject(3, now);
            note.setArray(4, texts(told -> told.frequency().name()));
            note.setArray(5, texts(ToldSystem::reporter));
            note.setArray(6, texts(ToldSystem::system));
            note.executeUpdate();
        }
    }

    private Array texts(Function<ToldSystem, String> member) throws SQLException {
        return connection.createArrayOf("text", systems.stream().map(member).toArray());
    }

    private void noteSender() throws SQLException {
        if (sender != null) {
            try (PreparedStatement add = connection.prepareStatement(SenderSql.ADD)) {
                add.setObject(1, cause.uuid());
                add.setString(2, sender.name());
                add.executeUpdate();
            }
        }
    }

    private List<DatasetRevised> revisedDatasets() throws SQLException {
        List<DatasetRevised> datasets = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(MergeSql.REVISED_DATASETS)) {
            update.setString(1, source);
            update.setObject(2, now);
            update.setObject(3, now);
            update.setString(4, source);
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    datasets.add(dataset(row));
                }
            }
        }
        return datasets;
    }

    private DatasetRevised dataset(ResultSet row) throws SQLException {
        Frequency frequency = Frequency.valueOf(row.getString("frequency"));
        OffsetDateTime before = row.getObject("previous", OffsetDateTime.class);
        Instant previous = before == null ? null : before.toInstant();
        String dataflow = row.getString("dataflow");
        return new DatasetRevised(
                new Urn("dataset", row.getObject("id", UUID.class)),
                StoredText.read(json, row.getString("names")),
                source,
                frequency.name(),
                dataflow,
                cause.type().equals(UPLOAD) ? cause : null,
                cause.type().equals(UPLOAD) ? null : cause,
                now.toInstant(),
                previous,
                List.of((String[]) row.getArray("reporters").getArray()),
                new Period(frequency, row.getObject("first_period", LocalDate.class)).toString(),
                new Period(frequency, row.getObject("last_period", LocalDate.class)).toString(),
                Long.toString(row.getLong("inserted")),
                Long.toString(row.getLong("revised")),
                Long.toString(row.getLong("deleted")),
                dataflow == null ? null : DatasetRevised.changes(dataflow, previous));
    }

    private void listChanged(String list, boolean changed) throws SQLException {
        if (changed) {
            try (PreparedStatement update = connection.prepareStatement(MergeSql.LIST_CHANGED)) {
                update.setObject(1, now);
                update.setString(2, list);
                update.executeUpdate();
            }
        }
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private void withSource(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, source);
            statement.execute();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

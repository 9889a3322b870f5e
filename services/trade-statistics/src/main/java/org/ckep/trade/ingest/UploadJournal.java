package org.ckep.trade.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.trade.code.SourceList;
import org.ckep.trade.observation.Sender;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** The table of uploads. All methods work with the connection's transaction, whose viewer must be bound. */
@ApplicationScoped
class UploadJournal {
    /** First half of the advisory locks that say "the process that reads this upload lives". */
    private static final int LOCK_CLASS = 7415;

    /** The same of the locks that say "its merge has come to this step", one class for each step. */
    private static final int FIRST_STEP_CLASS = 7416;

    private static final List<Upload.Step> STEPS = List.of(Upload.Step.values());

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String IDEMPOTENCY_INDEX = "upload_idempotency";

    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private static final String INSERT = """
            insert into upload (id, display_id, state, source, on_error, on_conflict, caller, side, idempotency_key,
                                received_at, provisional, bytes_expected, release_id, coverage)
            values (?, ?, 'RECEIVING', ?, ?, ?, ckep_setting('app.caller'), nullif(ckep_setting('app.side'), ''), ?, ?,
                    ?, ?, ?, ?)
            returning number""";

    /** What has ended stays as it ended. */
    private static final String UPDATE = """
            update upload set state = ?, finished_at = ?, sha256 = ?, rows_read = ?, inserted = ?, revised = ?,
                   unchanged = ?, rejected = ?, out_of_scope = ?, replaced = ?, scope_reasons = ?::jsonb,
                   notes = ?::jsonb, unknown_columns = ?, refusal_code = ?, refusal_text = ?,
                   duplicates = ?, deleted = ?, format = ?, charset = ?, bytes_received = ?,
                   findings = ?::jsonb, withdrawn = ?
            where id = ? and state in ('RECEIVING', 'MERGING')""";

    /** A row that has not ended although nobody holds its lock belongs to a process that is gone. */
    private static final String SELECT =
            """
            select u.*, u.state in ('RECEIVING', 'MERGING') and held.class is null as interrupted,
                   held.class - %2$d as step_number
            from upload u
            left join lateral (
                select max(l.classid::bigint) as class from pg_locks l
                where u.state in ('RECEIVING', 'MERGING')
                  and l.locktype = 'advisory' and l.classid between %1$d and %3$d and l.objid = u.number
                  and l.database = (select oid from pg_database where datname = current_database())
            ) as held on true
            where\s""".formatted(LOCK_CLASS, FIRST_STEP_CLASS, FIRST_STEP_CLASS + STEPS.size() - 1);

    private static final String STEP = "select pg_advisory_xact_lock(?, number) from upload where id = ?";

    private static final String SELECT_ERRORS = """
            select line, column_title, code, arguments, value, seq from upload_error
            where upload_id = ? and seq > ? order by seq limit ?""";

    private final Audit audit;
    private final ObjectMapper json;

    UploadJournal(Audit audit, ObjectMapper json) {
        this.audit = audit;
        this.json = json;
    }

    /**
     * Checks that the source is one of the list.
     *
     * @throws ProblemException naming the parameter and what it may be
     */
    void requireSource(Connection connection, String source) throws SQLException {
        Optional<String> listed = SourceList.unlessListed(connection, source);
        if (listed.isPresent()) {
            throw ProblemException.invalidParameter(
                    "source", "The parameter 'source' must be one of " + listed.get() + ".");
        }
    }

    /**
     * What is known of an upload before it is read.
     *
     * @param bytesExpected null where the sender did not tell
     */
    record Start(
            String displayId,
            @Nullable String idempotencyKey,
            @Nullable Long bytesExpected) {}

    /** How a file is being read. */
    record Reading(
            @Nullable FileFormat format,
            @Nullable String charset,
            long bytesReceived,
            @Nullable String sha256) {}

    /**
     * Says what is being done with a file that was read, within the transaction that does it: unlike its rows, its locks
     * are seen by others at once.
     */
    void step(Connection connection, UUID id, Upload.Step step) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(STEP)) {
            lock.setInt(1, FIRST_STEP_CLASS + STEPS.indexOf(step));
            lock.setObject(2, id);
            lock.execute();
        }
    }

    /** A new upload, begun by the connection's session: as long as it lives the upload counts as being read. */
    void begin(Connection connection, UUID id, UploadOptions options, Start start, Instant now) throws SQLException {
        int number;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, id);
            insert.setString(2, start.displayId());
            insert.setString(3, options.source());
            insert.setString(4, options.onError());
            insert.setString(5, options.onConflict());
            insert.setString(6, start.idempotencyKey());
            insert.setObject(7, now.atOffset(ZoneOffset.UTC));
            insert.setBoolean(8, options.provisional());
            insert.setObject(9, start.bytesExpected());
            insert.setObject(10, options.release());
            insert.setString(11, options.coverage());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                number = row.getInt(1);
            }
        }
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?, ?)")) {
            lock.setInt(1, LOCK_CLASS);
            lock.setInt(2, number);
            lock.execute();
        }
    }

    /** Says that this session reads no upload any more. */
    static void release(Connection connection) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock_all()")) {
            unlock.execute();
        }
    }

    /**
     * Writes how far an upload has come.
     *
     * @param endedAt null where it has not ended
     * @return false where it had ended before, and stays as it was
     */
    boolean update(
            Connection connection,
            UUID id,
            Upload.State state,
            UploadTally tally,
            UploadTotals totals,
            Reading reading,
            Upload.@Nullable Refusal refusal,
            @Nullable Instant endedAt)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setString(1, state.name());
            update.setObject(2, endedAt == null ? null : endedAt.atOffset(ZoneOffset.UTC));
            update.setString(3, reading.sha256());
            update.setLong(4, totals.read());
            update.setLong(5, totals.inserted());
            update.setLong(6, totals.revised());
            update.setLong(7, totals.unchanged());
            update.setLong(8, totals.rejected());
            update.setLong(9, totals.outOfScope());
            update.setLong(10, totals.replaced());
            update.setString(11, write(tally.outOfScopeByReason()));
            update.setString(12, write(tally.notesByKind()));
            update.setArray(
                    13, connection.createArrayOf("text", tally.unknownColumns().toArray()));
            update.setString(14, refusal == null ? null : refusal.code());
            update.setString(15, refusal == null ? null : refusal.text());
            update.setLong(16, totals.duplicates());
            update.setLong(17, totals.deleted());
            update.setString(
                    18, reading.format() == null ? null : reading.format().name());
            update.setString(19, reading.charset());
            update.setLong(20, reading.bytesReceived());
            update.setString(21, write(tally.findingsByRule()));
            update.setLong(22, totals.withdrawn());
            update.setObject(23, id);
            return update.executeUpdate() > 0;
        }
    }

    /** True where an upload could not be completed because another one of the same caller was, under the same key. */
    static boolean isSecondOfKey(Exception failure) {
        return failure instanceof PSQLException database
                && UNIQUE_VIOLATION.equals(database.getSQLState())
                && database.getServerErrorMessage() != null
                && IDEMPOTENCY_INDEX.equals(database.getServerErrorMessage().getConstraint());
    }

    /** The class of networks that the current request comes from. */
    @Nullable
    String callersNetwork() {
        return audit.callersNetwork();
    }

    /** Notes in the audit trail who brought the figures in, and from which class of networks. */
    void audit(Connection connection, Viewer viewer, @Nullable String from, UUID id) throws SQLException {
        audit.record(
                connection, viewer, from, "upload-figures", new Urn(Upload.URN_TYPE, id), null, null, Imprint.NONE);
    }

    /** The upload, or empty for one that does not exist or that the viewer may not know of. */
    Optional<Upload> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "u.id = ?")) {
            select.setObject(1, id);
            return one(select);
        }
    }

    /** Uploads that the viewer may know of, the newest first, received before an instant. */
    List<Upload> list(Connection connection, @Nullable Instant before, int limit) throws SQLException {
        List<Upload> uploads = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + "(?::timestamptz is null or u.received_at < ?) order by u.received_at desc limit ?")) {
            OffsetDateTime bound = before == null ? null : before.atOffset(ZoneOffset.UTC);
            select.setObject(1, bound);
            select.setObject(2, bound);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    uploads.add(read(rows));
                }
            }
        }
        return uploads;
    }

    /** The upload that the caller completed, or is about to, under that key. */
    Optional<Upload> findByKey(Connection connection, String idempotencyKey) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + "u.caller = ckep_setting('app.caller') and u.idempotency_key = ?"
                        + " and u.state in ('MERGING', 'COMPLETED') order by u.state, u.received_at desc")) {
            select.setString(1, idempotencyKey);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Upload upload = read(rows);
                    if (upload.state() != Upload.State.INTERRUPTED) {
                        return Optional.of(upload);
                    }
                }
                return Optional.empty();
            }
        }
    }

    /** Errors in the order of the file. */
    List<LoggedError> errors(Connection connection, UUID id, int after, int limit) throws SQLException {
        List<LoggedError> errors = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT_ERRORS)) {
            select.setObject(1, id);
            select.setInt(2, after);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    errors.add(new LoggedError(
                            rows.getInt(6),
                            new RowError(
                                    rows.getLong(1),
                                    rows.getString(2),
                                    RowError.Code.valueOf(rows.getString(3)),
                                    arguments(rows.getArray(4)),
                                    rows.getString(5))));
                }
            }
        }
        return errors;
    }

    /**
     * An error and its place in the list.
     *
     * @param seq position, counted from 0
     */
    record LoggedError(int seq, RowError error) {}

    /** Errors that were logged before there were sentences in three languages have no arguments. */
    private static List<String> arguments(@Nullable Array arguments) throws SQLException {
        return arguments == null ? List.of() : List.of((String[]) arguments.getArray());
    }

    private Optional<Upload> one(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(read(row)) : Optional.empty();
        }
    }

    private Upload read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        String refusal = row.getString("refusal_code");
        Upload.State state =
                row.getBoolean("interrupted") ? Upload.State.INTERRUPTED : Upload.State.valueOf(row.getString("state"));
        String format = row.getString("format");
        UUID release = row.getObject("release_id", UUID.class);
        return new Upload(
                new Urn(Upload.URN_TYPE, id),
                row.getString("display_id"),
                state,
                row.getString("source"),
                Sender.of(row.getString("side")),
                row.getString("on_error"),
                row.getString("on_conflict"),
                row.getString("coverage"),
                release == null ? null : new Urn(Upload.RELEASE_TYPE, release),
                row.getBoolean("provisional"),
                format == null ? null : FileFormat.valueOf(format),
                row.getString("charset"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                state.hasEnded() ? null : progress(row),
                new UploadTotals(
                        row.getLong("rows_read"),
                        row.getLong("inserted"),
                        row.getLong("revised"),
                        row.getLong("unchanged"),
                        row.getLong("rejected"),
                        row.getLong("out_of_scope"),
                        row.getLong("replaced"),
                        row.getLong("duplicates"),
                        row.getLong("deleted"),
                        row.getLong("withdrawn")),
                counts(row.getString("scope_reasons")),
                counts(row.getString("notes")),
                counts(row.getString("findings")),
                List.of((String[]) row.getArray("unknown_columns").getArray()),
                refusal == null ? null : new Upload.Refusal(refusal, row.getString("refusal_text")),
                row.getString("sha256"),
                UploadResource.errorsAddress(id),
                UploadResource.findingsAddress(id));
    }

    private static Upload.Progress progress(ResultSet row) throws SQLException {
        int step = row.getInt("step_number");
        return new Upload.Progress(
                row.getLong("bytes_received"),
                row.getObject("bytes_expected", Long.class),
                step < 0 ? null : STEPS.get(step));
    }

    private Map<String, Long> counts(String text) {
        try {
            return json.readValue(text, COUNTS);
        } catch (JsonProcessingException writtenByUs) {
            throw new IllegalStateException(writtenByUs);
        }
    }

    private String write(Map<String, Long> counts) {
        try {
            return json.writeValueAsString(counts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

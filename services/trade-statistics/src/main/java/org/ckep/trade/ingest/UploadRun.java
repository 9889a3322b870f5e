package org.ckep.trade.ingest;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One upload on its way, with a database connection of its own. Reading happens outside any long transaction, into a
 * stage that only this session sees; what becomes visible does so in one transaction, with its event.
 */
final class UploadRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(UploadRun.class);

    private final UploadTools tools;
    private final Connection connection;
    private final Viewer viewer;
    private final UUID id;
    private final UploadOptions options;
    private final UploadTally tally = new UploadTally();
    private final ErrorLog errors;
    private final FileCodes codes;
    private final RowStage stage;
    private @Nullable String sha256;

    private UploadRun(UploadTools tools, Connection connection, Viewer viewer, UUID id, UploadOptions options)
            throws SQLException {
        this.tools = tools;
        this.connection = connection;
        this.viewer = viewer;
        this.id = id;
        this.options = options;
        this.errors = new ErrorLog(connection, viewer, id);
        this.codes = FileCodes.read(connection);
        this.stage = new RowStage(connection);
    }

    /** Begins an upload; from now on its sender finds it, and as long as the connection lives it counts as going on. */
    static UploadRun begin(
            UploadTools tools,
            Connection connection,
            Viewer viewer,
            UploadOptions options,
            @Nullable String idempotencyKey,
            String displayId)
            throws SQLException {
        UUID id = UUID.randomUUID();
        JdbcTransactions.run(connection, viewer, () -> tools.journal()
                .begin(
                        connection,
                        id,
                        displayId,
                        options,
                        idempotencyKey,
                        tools.clock().instant()));
        return new UploadRun(tools, connection, viewer, id, options);
    }

    UUID id() {
        return id;
    }

    /**
     * Reads the file to its end.
     *
     * @param onlyReporter the one area whose figures the caller may send, null where there is no limit
     */
    void read(@Nullable String onlyReporter, InputStream body, boolean declaredGzip) throws SQLException {
        CsvFile file =
                CsvFile.open(body, declaredGzip, tools.config().maxContentSize().asLongValue());
        LocalDate today = LocalDate.ofInstant(tools.clock().instant(), ZoneOffset.UTC);
        new UploadReader(file, codes, stage, errors, tally)
                .read(options, onlyReporter, tools.config().maxErrors(), today);
        sha256 = file.digest();
        errors.flush();
        JdbcTransactions.run(
                connection, viewer, () -> write(Upload.State.MERGING, tally.totals(0, 0, 0, 0), null, null));
    }

    /** Makes the file's figures visible, all at once. */
    void merge() throws SQLException {
        UploadTotals merged = JdbcTransactions.query(connection, viewer, () -> {
            Merge merge = new Merge(connection, tools.json(), options.source(), id);
            List<Merge.Duplicate> duplicates =
                    merge.identify(codes, tools.config().maxErrors());
            refuseDuplicates(duplicates);
            Merge.Result result = merge.merge();
            long replaced = stage.rows() - result.inserted() - result.revised() - result.unchanged();
            UploadTotals totals = tally.totals(result.inserted(), result.revised(), result.unchanged(), replaced);
            write(Upload.State.COMPLETED, totals, null, result.revisedAt());
            tools.journal().audit(connection, viewer, id, result.revisedAt());
            errors.hold(DuplicateErrors.replaced(duplicates));
            errors.write();
            for (DatasetRevised dataset : result.datasets()) {
                tools.outbox().publish(connection, dataset.toEvent());
            }
            return totals;
        });
        tools.outboxSignal().wake();
        tools.metrics().ended(Upload.State.COMPLETED, merged);
    }

    private void refuseDuplicates(List<Merge.Duplicate> duplicates) {
        if (!duplicates.isEmpty() && !options.lastOfKeyWins()) {
            errors.hold(DuplicateErrors.refused(duplicates));
            tally.reject(duplicates.size());
            throw new RefusedFileException(
                    Reason.DUPLICATE_KEYS, duplicates.size() + " rows share their key with another row of the file.");
        }
    }

    /**
     * Writes that nothing of the file was taken; whatever was staged of it is invisible already.
     *
     * @return the exception that tells the sender
     */
    RuntimeException end(Exception failure) {
        return switch (failure) {
            case RefusedFileException refused -> {
                fail(Upload.State.REFUSED, refused.reason().code(), refused.text(), refused);
                yield refusal(refused);
            }
            case ProblemException problem -> {
                fail(Upload.State.REFUSED, problem.type().slug(), problem.detail(), problem);
                yield withUpload(problem);
            }
            case UncheckedIOException connectionLost -> {
                String text = "The connection broke before the file ended.";
                fail(Upload.State.FAILED, "connection-lost", text, connectionLost);
                LOG.infof("upload %s: %s", id, text);
                // Nobody hears the answer any more; a problem, unlike the exception, is not logged as a fault of ours.
                yield new ProblemException(KernelProblem.INVALID_VALUE, text);
            }
            default -> {
                fail(Upload.State.FAILED, "failure", "Something went wrong on our side.", failure);
                yield failure instanceof SQLException database
                        ? DatabaseProblems.of(database)
                        : new IllegalStateException(failure);
            }
        };
    }

    private ProblemException refusal(RefusedFileException refused) {
        return withUpload(new ProblemException(UploadProblem.UPLOAD_REFUSED, refused.text())
                .withErrors(FieldError.at("", refused.reason().code(), refused.text())));
    }

    private ProblemException withUpload(ProblemException problem) {
        try {
            return problem.withMember("upload", upload());
        } catch (SQLException databaseIsGone) {
            return problem;
        }
    }

    private void fail(Upload.State state, String code, String text, Exception cause) {
        tools.metrics().ended(state, tally.totals(0, 0, 0, 0));
        try {
            errors.flush();
            JdbcTransactions.run(
                    connection,
                    viewer,
                    () -> write(
                            state,
                            tally.totals(0, 0, 0, 0),
                            new Upload.Refusal(code, text),
                            tools.clock().instant()));
        } catch (SQLException databaseIsGone) {
            // The upload shows as interrupted, since nobody holds its lock any more.
            cause.addSuppressed(databaseIsGone);
            LOG.warnf("upload %s could not be closed: %s", id, databaseIsGone.getMessage());
        }
    }

    private void write(
            Upload.State state, UploadTotals totals, Upload.@Nullable Refusal refusal, @Nullable Instant endedAt)
            throws SQLException {
        tools.journal().update(connection, id, state, tally, totals, sha256, refusal, endedAt);
    }

    /** The upload as its sender sees it. */
    Upload upload() throws SQLException {
        return JdbcTransactions.query(connection, viewer, () -> tools.journal()
                .find(connection, id)
                .orElseThrow(() -> new IllegalStateException("upload " + id + " is gone")));
    }

    /** Gives the connection back without stage and lock. */
    @Override
    public void close() {
        try (connection) {
            if (!connection.isClosed()) {
                UploadJournal.release(connection);
                RowStage.drop(connection);
            }
        } catch (SQLException sessionIsGone) {
            LOG.debugf("stage of upload %s went with its session: %s", id, sessionIsGone.getMessage());
        }
    }
}

package org.ckep.trade.ingest;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.figures.CellStage;
import org.ckep.trade.figures.DatabaseProblems;
import org.ckep.trade.figures.DatasetRevised;
import org.ckep.trade.figures.JdbcTransactions;
import org.ckep.trade.figures.RowStage;
import org.ckep.trade.figures.ToldSystem;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One upload on its way, with a database connection of its own. Reading happens outside any long transaction, into a
 * stage that only this session sees; what becomes visible does so in one transaction, with its event.
 */
final class UploadRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(UploadRun.class);
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final UploadTools tools;
    private final Connection connection;
    private final Viewer viewer;
    private final UUID id;
    private final UploadOptions options;
    private final @Nullable String idempotencyKey;
    /** Asked for at the beginning: the figures are merged apart from the request. */
    private final @Nullable String network;

    private final UploadTally tally = new UploadTally();
    private final ErrorLog errors;
    private final FileCodes codes;
    private final RowStage rows;
    private @Nullable CellStage cells;
    private @Nullable FileLayout layout;
    private @Nullable CsvFile file;
    private @Nullable String sha256;
    private long reportedAt = System.nanoTime();

    private UploadRun(
            UploadTools tools,
            Connection connection,
            Viewer viewer,
            UUID id,
            UploadOptions options,
            @Nullable String idempotencyKey)
            throws SQLException {
        this.tools = tools;
        this.connection = connection;
        this.viewer = viewer;
        this.id = id;
        this.options = options;
        this.idempotencyKey = idempotencyKey;
        this.network = tools.journal().callersNetwork();
        this.errors = new ErrorLog(connection, viewer, id);
        this.codes = FileCodes.read(connection);
        this.rows = new RowStage(connection, options.provisional());
    }

    /**
     * Begins an upload; from now on its sender finds it, and as long as the connection lives it counts as going on.
     *
     * @param connection for this upload alone, closed with it or where it does not begin
     */
    static UploadRun begin(
            UploadTools tools, Connection connection, Viewer viewer, UploadOptions options, UploadJournal.Start start)
            throws SQLException {
        UUID id = UUID.randomUUID();
        try {
            JdbcTransactions.run(connection, viewer, () -> tools.journal()
                    .begin(connection, id, options, start, tools.clock().instant()));
            return new UploadRun(tools, connection, viewer, id, options, start.idempotencyKey());
        } catch (SQLException | RuntimeException failure) {
            giveBack(connection, id);
            throw failure;
        }
    }

    UUID id() {
        return id;
    }

    /** Who sends it. */
    Viewer viewer() {
        return viewer;
    }

    /**
     * Reads the file to its end.
     *
     * @param onlyReporter the side whose figures alone the caller may send, null where there is no limit
     * @param senderIsGone true where the caller has left without an answer: nothing is read for nobody
     */
    void read(@Nullable Side onlyReporter, InputStream body, CsvFile.Form form, BooleanSupplier senderIsGone)
            throws SQLException {
        CsvFile opened = CsvFile.open(body, form);
        file = opened;
        List<String> header = opened.header();
        CsvRecord firstRow = opened.hasNext() ? opened.next() : null;
        FileLayout read = FileLayout.of(
                header,
                firstRow == null ? null : firstRow.getFields(),
                codes,
                options.source(),
                LocalDate.ofInstant(tools.clock().instant(), ZoneOffset.UTC));
        layout = read;
        refuseMeasuresAsFull(read);
        cells = read.target() == null ? null : new CellStage(connection);
        tally.unknownColumns(read.unknownColumns());
        new UploadReader(opened, read, new UploadReader.Stages(rows, cells), errors, tally, () -> report(senderIsGone))
                .read(firstRow, options, onlyReporter, tools.config().maxErrors());
        sha256 = opened.digest();
        errors.flush();
        JdbcTransactions.run(connection, viewer, () -> write(Upload.State.MERGING, tally.totals(), null, null));
    }

    /** Rows of SDMX say themselves what they take back; a file of them is not everything that there is. */
    private void refuseMeasuresAsFull(FileLayout read) {
        if (options.full() && read.target() != null) {
            throw new RefusedFileException(
                    RefusedFileException.Reason.FULL_OF_MEASURES,
                    "coverage=full is for files of whole figures; in SDMX-CSV a row with action D and empty dimensions"
                            + " takes back what the rows below it do not set.");
        }
    }

    /** Tells now and then how far the reading is; between two rows the connection has no transaction open. */
    private void report(BooleanSupplier senderIsGone) throws SQLException {
        if (System.nanoTime() - reportedAt > REPORT_NANOS) {
            if (senderIsGone.getAsBoolean()) {
                throw new UncheckedIOException(new IOException("the sender has gone"));
            }
            reportedAt = System.nanoTime();
            JdbcTransactions.run(connection, viewer, () -> write(Upload.State.RECEIVING, tally.totals(), null, null));
        }
    }

    /**
     * Makes the file's figures visible, all at once.
     *
     * @return the upload as its sender sees it now
     */
    Upload merge() throws SQLException {
        return JdbcTransactions.query(connection, viewer, () -> {
            UploadMerge.Outcome outcome =
                    new UploadMerge(tools, connection, viewer, id, options, staged(), errors, tally).merge();
            if (!write(Upload.State.COMPLETED, outcome.totals(), null, outcome.at())) {
                throw new IllegalStateException("upload " + id + " has ended already");
            }
            tools.journal().audit(connection, viewer, network, id);
            errors.write();
            for (DatasetRevised dataset : outcome.datasets()) {
                tools.outbox().publish(connection, dataset.toEvent());
            }
            return found();
        });
    }

    private UploadMerge.Staged staged() {
        SdmxTarget target = layout == null ? null : layout.target();
        List<ToldSystem> systems =
                layout == null || target == null ? List.of() : layout.systems().of(target.frequency());
        return new UploadMerge.Staged(rows, cells, target, systems, codes);
    }

    /** Tells of figures that are visible; whatever fails in here takes nothing back. */
    void announce(Upload completed) {
        try {
            tools.outboxSignal().wake();
            tools.metrics().ended(completed.state(), completed.totals());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "upload %s is completed, and telling so failed", id);
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
                if (refused.row() != null) {
                    RowOutcome.Rejected broken = new RowOutcome.Rejected(List.of(refused.row()));
                    tally.count(broken);
                    errors.hold(broken.errors());
                }
                fail(Upload.State.REFUSED, refused.reason().code(), refused.text(), refused);
                yield withUpload(refused.problem());
            }
            case ProblemException problem -> {
                fail(Upload.State.REFUSED, problem.type().slug(), problem.detail(), problem);
                yield withUpload(problem);
            }
            case UncheckedIOException connectionLost -> {
                String text = "The connection broke before the file was read to its end.";
                fail(Upload.State.FAILED, "connection-lost", text, connectionLost);
                LOG.infof("upload %s: %s", id, text);
                // Nobody hears the answer any more; a problem, unlike the exception, is not logged as a fault of ours.
                yield new ProblemException(KernelProblem.INVALID_VALUE, text);
            }
            case SQLException second
            when UploadJournal.isSecondOfKey(second) -> {
                ProblemException answer = new ProblemException(
                        KernelProblem.IDEMPOTENCY_CONFLICT,
                        "Another upload with this Idempotency-Key was completed first.");
                fail(Upload.State.REFUSED, answer.type().slug(), answer.detail(), second);
                yield withUpload(answer);
            }
            default -> {
                // Its sender may have been answered long ago, so nobody else tells.
                LOG.errorf(failure, "upload %s failed", id);
                fail(Upload.State.FAILED, "failure", "Something went wrong on our side.", failure);
                yield failure instanceof SQLException database
                        ? DatabaseProblems.of(database)
                        : new IllegalStateException(failure);
            }
        };
    }

    private ProblemException withUpload(ProblemException problem) {
        try {
            return problem.withMember("upload", upload());
        } catch (SQLException databaseIsGone) {
            LOG.warnf(databaseIsGone, "upload %s cannot be shown to its sender", id);
            return problem;
        }
    }

    private void fail(Upload.State state, String code, String text, Exception cause) {
        tools.metrics().ended(state, tally.totals());
        try {
            errors.flush();
            JdbcTransactions.query(
                    connection,
                    viewer,
                    () -> write(
                            state,
                            tally.totals(),
                            new Upload.Refusal(code, text),
                            tools.clock().instant()));
        } catch (SQLException databaseIsGone) {
            // The upload shows as interrupted, since nobody holds its lock any more.
            cause.addSuppressed(databaseIsGone);
            LOG.warnf("upload %s could not be closed: %s", id, databaseIsGone.getMessage());
        }
    }

    /** False where the upload had ended before, and stays as it was. */
    private boolean write(
            Upload.State state, UploadTotals totals, Upload.@Nullable Refusal refusal, @Nullable Instant endedAt)
            throws SQLException {
        UploadJournal.Reading reading = new UploadJournal.Reading(
                layout == null ? null : layout.format(),
                file == null ? null : file.charset(),
                file == null ? 0 : file.bytesReceived(),
                sha256);
        return tools.journal().update(connection, id, state, tally, totals, reading, refusal, endedAt);
    }

    /** The upload as its sender sees it. */
    private Upload upload() throws SQLException {
        return JdbcTransactions.query(connection, viewer, this::found);
    }

    private Upload found() throws SQLException {
        return tools.journal()
                .find(connection, id)
                .orElseThrow(() -> new IllegalStateException("upload " + id + " is gone"));
    }

    /** The upload that was completed under this one's key, or is about to be. */
    Optional<Upload> firstOfKey() throws SQLException {
        String key = idempotencyKey;
        return key == null
                ? Optional.empty()
                : JdbcTransactions.query(
                        connection, viewer, () -> tools.journal().findByKey(connection, key));
    }

    /** What the caller wanted done. */
    UploadOptions options() {
        return options;
    }

    /** The SHA-256 of what came over the wire, null before all of it did. */
    @Nullable
    String sha256() {
        return sha256;
    }

    @Override
    public void close() {
        giveBack(connection, id);
    }

    /** Gives the connection back without stage and lock. */
    private static void giveBack(Connection connection, UUID id) {
        try (connection) {
            if (!connection.isClosed()) {
                UploadJournal.release(connection);
                RowStage.drop(connection);
                CellStage.drop(connection);
            }
        } catch (SQLException sessionIsGone) {
            LOG.debugf("stage of upload %s went with its session: %s", id, sessionIsGone.getMessage());
        }
    }
}

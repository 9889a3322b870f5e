package org.ckep.trade.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.Outbox;
import org.ckep.messaging.OutboxSignal;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes files in. Reading happens outside any long transaction, into a stage that only this session sees; what becomes
 * visible does so in one transaction, with its event.
 */
@ApplicationScoped
class UploadService {
    private static final Logger LOG = Logger.getLogger(UploadService.class);

    private final DataSource dataSource;
    private final UploadJournal journal;
    private final UploadConfig config;
    private final Outbox outbox;
    private final OutboxSignal outboxSignal;
    private final ObjectMapper json;
    private final Clock clock;
    private final RandomGenerator random;
    private final Semaphore places;

    UploadService(
            DataSource dataSource,
            UploadJournal journal,
            UploadConfig config,
            Outbox outbox,
            OutboxSignal outboxSignal,
            ObjectMapper json,
            Clock clock,
            RandomGenerator random) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.config = config;
        this.outbox = outbox;
        this.outboxSignal = outboxSignal;
        this.json = json;
        this.clock = clock;
        this.random = random;
        this.places = new Semaphore(config.maxParallel());
    }

    /**
     * What a request came to.
     *
     * @param replayed true where the same request was answered before and nothing was done now
     */
    record Answer(Upload upload, boolean replayed) {}

    /**
     * Reads a file and makes its figures visible. Blocks until that is done.
     *
     * @param declaredGzip true where the request says that the body is compressed
     * @throws ProblemException where nothing was taken; a refused upload stands in the member {@code upload}
     */
    Answer receive(
            Viewer viewer,
            UploadOptions options,
            @Nullable String idempotencyKey,
            InputStream body,
            boolean declaredGzip) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    KernelProblem.UNAVAILABLE, "This service is reading as many uploads as it can; try again later.");
        }
        try (Connection connection = dataSource.getConnection()) {
            return receive(connection, viewer, options, idempotencyKey, body, declaredGzip);
        } catch (SQLException failure) {
            throw DatabaseProblems.of(failure);
        } finally {
            places.release();
        }
    }

    private Answer receive(
            Connection connection,
            Viewer viewer,
            UploadOptions options,
            @Nullable String idempotencyKey,
            InputStream body,
            boolean declaredGzip)
            throws SQLException {
        String onlyReporter = onlyReporter(viewer);
        journal.requireSource(connection, options.source());
        if (idempotencyKey != null) {
            Optional<Upload> earlier =
                    JdbcTransactions.query(connection, viewer, () -> journal.findByKey(connection, idempotencyKey));
            if (earlier.isPresent()) {
                return replay(earlier.get(), options, body);
            }
        }
        UUID id = UUID.randomUUID();
        String displayId = DisplayId.random(Upload.DISPLAY_PREFIX, random);
        JdbcTransactions.run(
                connection,
                viewer,
                () -> journal.begin(connection, id, displayId, options, idempotencyKey, clock.instant()));
        UploadRun run = new UploadRun(connection, viewer, id, options);
        try {
            run.readAndMerge(onlyReporter, body, declaredGzip);
        } catch (RefusedFileException refused) {
            run.end(Upload.State.REFUSED, refused.reason().code(), refused.text(), refused);
            throw refusal(run.upload(), refused);
        } catch (ProblemException problem) {
            run.end(Upload.State.REFUSED, problem.type().slug(), problem.detail(), problem);
            throw problem;
        } catch (UncheckedIOException connectionLost) {
            run.end(
                    Upload.State.FAILED,
                    "connection-lost",
                    "The connection broke before the file ended.",
                    connectionLost);
            throw connectionLost;
        } catch (SQLException | RuntimeException failure) {
            run.end(Upload.State.FAILED, "failure", "Something went wrong on our side.", failure);
            throw failure;
        } finally {
            run.close();
        }
        outboxSignal.wake();
        return new Answer(run.upload(), false);
    }

    private static Answer replay(Upload earlier, UploadOptions options, InputStream body) {
        boolean sameOptions = earlier.source().equals(options.source())
                && earlier.onError().equals(options.onError())
                && earlier.onConflict().equals(options.onConflict());
        if (!sameOptions || !CsvFile.digest(body).equals(earlier.sha256())) {
            throw new ProblemException(
                    KernelProblem.IDEMPOTENCY_CONFLICT, "This Idempotency-Key stands for another upload already.");
        }
        return new Answer(earlier, true);
    }

    private static ProblemException refusal(Upload upload, RefusedFileException refused) {
        return new ProblemException(UploadProblem.UPLOAD_REFUSED, refused.text())
                .withErrors(FieldError.at("", refused.reason().code(), refused.text()))
                .withMember("upload", upload);
    }

    /** The upload, or the answer to one that the viewer may not know of. */
    Upload find(Viewer viewer, UUID id) {
        return query(viewer, connection -> journal.find(connection, id).orElseThrow(ProblemException::notFound));
    }

    /** Uploads that the viewer may know of, the newest first. */
    List<Upload> list(Viewer viewer, @Nullable Instant before, int limit) {
        return query(viewer, connection -> journal.list(connection, before, limit));
    }

    /** Errors of an upload that the viewer may know of, in the order of the file. */
    List<UploadJournal.LoggedError> errors(Viewer viewer, UUID id, int after, int limit) {
        return query(viewer, connection -> {
            if (journal.find(connection, id).isEmpty()) {
                throw ProblemException.notFound();
            }
            return journal.errors(connection, id, after, limit);
        });
    }

    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T query(Viewer viewer, Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            return JdbcTransactions.query(connection, viewer, () -> query.run(connection));
        } catch (SQLException failure) {
            throw DatabaseProblems.of(failure);
        }
    }

    /** One upload on its way. */
    private final class UploadRun {
        private final Connection connection;
        private final Viewer viewer;
        private final UUID id;
        private final UploadOptions options;
        private final UploadTally tally = new UploadTally();
        private final ErrorLog errors;

        UploadRun(Connection connection, Viewer viewer, UUID id, UploadOptions options) {
            this.connection = connection;
            this.viewer = viewer;
            this.id = id;
            this.options = options;
            this.errors = new ErrorLog(connection, viewer, id);
        }

        void readAndMerge(@Nullable String onlyReporter, InputStream body, boolean declaredGzip) throws SQLException {
            FileCodes codes = FileCodes.read(connection);
            RowStage stage = new RowStage(connection);
            CsvFile file =
                    CsvFile.open(body, declaredGzip, config.maxContentSize().asLongValue());
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            new UploadReader(file, codes, stage, errors, tally).read(options, onlyReporter, config.maxErrors(), today);
            String sha256 = file.digest();
            errors.flush();
            JdbcTransactions.run(connection, viewer, () -> merge(codes, stage.rows(), sha256));
        }

        private void merge(FileCodes codes, long staged, String sha256) throws SQLException {
            Merge merge = new Merge(connection, json, options.source(), id);
            merge.lock();
            List<Merge.Duplicate> duplicates = merge.duplicates(config.maxErrors());
            refuseDuplicates(duplicates);
            Merge.Result result = merge.merge(codes);
            long replaced = staged - result.inserted() - result.revised() - result.unchanged();
            UploadTotals totals = tally.totals(result.inserted(), result.revised(), result.unchanged(), replaced);
            journal.finish(connection, id, Upload.State.COMPLETED, tally, totals, sha256, null, result.revisedAt());
            journal.audit(connection, viewer, id, result.revisedAt());
            errors.hold(DuplicateErrors.replaced(duplicates));
            errors.write();
            for (DatasetRevised dataset : result.datasets()) {
                outbox.publish(connection, dataset.toEvent());
            }
        }

        private void refuseDuplicates(List<Merge.Duplicate> duplicates) {
            if (!duplicates.isEmpty() && !options.lastOfKeyWins()) {
                errors.hold(DuplicateErrors.refused(duplicates));
                throw new RefusedFileException(
                        Reason.DUPLICATE_KEYS,
                        duplicates.size() + " rows share their key with another row of the file.");
            }
        }

        /** Writes how an upload that was not taken ended; whatever was staged of it is invisible already. */
        void end(Upload.State state, String code, String text, Exception cause) {
            try {
                errors.flush();
                JdbcTransactions.run(
                        connection,
                        viewer,
                        () -> journal.finish(
                                connection,
                                id,
                                state,
                                tally,
                                tally.totals(0, 0, 0, 0),
                                null,
                                new Upload.Refusal(code, text),
                                clock.instant()));
            } catch (SQLException databaseIsGone) {
                // The upload shows as interrupted, since nobody holds its lock any more.
                cause.addSuppressed(databaseIsGone);
                LOG.warnf("upload %s could not be closed: %s", id, databaseIsGone.getMessage());
            }
        }

        Upload upload() throws SQLException {
            return JdbcTransactions.query(
                    connection, viewer, () -> journal.find(connection, id).orElseThrow());
        }

        void close() {
            try {
                if (!connection.isClosed()) {
                    UploadJournal.release(connection);
                    RowStage.drop(connection);
                }
            } catch (SQLException sessionIsGone) {
                LOG.debugf("stage of upload %s went with its session: %s", id, sessionIsGone.getMessage());
            }
        }
    }

    /** A statistician speaks for the own side; the loader brings in published figures of any reporter. */
    private static @Nullable String onlyReporter(Viewer viewer) {
        if (viewer.hasRole(Role.LOADER)) {
            return null;
        }
        if (viewer.side() == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's statistician may send figures.");
        }
        return viewer.side().name();
    }
}

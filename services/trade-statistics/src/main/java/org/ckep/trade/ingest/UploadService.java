package org.ckep.trade.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.CloudEvent;
import org.ckep.trade.code.SourceList;
import org.ckep.trade.figures.DatabaseProblems;
import org.ckep.trade.figures.JdbcTransactions;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Takes files in and tells what became of them. Methods block; they are for worker threads. */
@ApplicationScoped
class UploadService {
    /** How long an upload that has ended may take to tell what it came to. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final UploadTools tools;
    private final RandomGenerator random;
    private final UploadPlaces places;

    /** Two threads for each place: one takes the file from the wire, the other reads it. */
    private final ExecutorService readers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("upload-", 1).daemon().factory());

    UploadService(DataSource dataSource, UploadTools tools, RandomGenerator random) {
        this.dataSource = dataSource;
        this.tools = tools;
        this.random = random;
        this.places = new UploadPlaces(tools.config().maxParallel());
    }

    /**
     * What a request came to.
     *
     * @param upload completed, or still merging
     * @param replayed true where the same request was answered before and nothing was done now
     */
    record Answer(Upload upload, boolean replayed) {}

    /**
     * A file as it is sent.
     *
     * @param form what the request says of the body
     * @param bytesExpected its length, null where the request does not say it
     * @param senderIsGone true where nobody waits for an answer any more
     */
    record Sent(
            InputStream body, CsvFile.Form form, @Nullable Long bytesExpected, BooleanSupplier senderIsGone) {}

    /**
     * Reads a file and makes its figures visible.
     *
     * @param async true where the caller does not want to wait until the figures are visible
     * @throws ProblemException where nothing was taken; a refused upload stands in the member {@code upload}
     */
    Answer receive(Viewer viewer, UploadOptions options, @Nullable String idempotencyKey, Sent sent, boolean async) {
        Side onlyReporter = onlyReporter(viewer);
        Optional<Upload> earlier = JdbcTransactions.query(dataSource, viewer, connection -> {
            tools.journal().requireSource(connection, options.source());
            if (onlyReporter != null) {
                SourceList.requireDelivery(connection, options.source(), onlyReporter);
            }
            if (options.release() != null) {
                tools.drafts().open(connection, viewer, options.release(), options.source());
            }
            return idempotencyKey == null ? Optional.empty() : tools.journal().findByKey(connection, idempotencyKey);
        });
        if (earlier.isPresent()) {
            return replay(earlier.get(), options, () -> digest(sent));
        }
        if (!places.take(onlyReporter)) {
            throw new ProblemException(
                    KernelProblem.UNAVAILABLE, "This service is reading as many uploads as it can; try again later.");
        }
        UploadRun run = begin(viewer, options, idempotencyKey, sent.bytesExpected());
        return answer(viewer, run, beginReading(onlyReporter, run, sent), async);
    }

    /**
     * An upload on its way.
     *
     * @param arrival done when no more bytes of the file will come
     * @param reading done when all of it is read, and its merge has begun
     * @param ending done when its figures are visible
     * @param answered true once its sender need not wait any more
     */
    private record Course(
            CompletableFuture<Void> arrival,
            CompletableFuture<CompletableFuture<Answer>> reading,
            CompletableFuture<Answer> ending,
            AtomicBoolean answered) {}

    private Course beginReading(@Nullable Side onlyReporter, UploadRun run, Sent sent) {
        ReadAhead body = new ReadAhead(tools.config().readAhead().asLongValue());
        AtomicBoolean answered = new AtomicBoolean();
        BooleanSupplier gone = () -> !answered.get() && sent.senderIsGone().getAsBoolean();
        Object trace = MDC.get(CloudEvent.TRACE_PARENT);
        CompletableFuture<CompletableFuture<Answer>> reading = CompletableFuture.supplyAsync(
                () -> traced(trace, () -> read(onlyReporter, run, sent, body, gone)), readers);
        return new Course(body.arrival(), reading, reading.thenCompose(merging -> merging), answered);
    }

    private CompletableFuture<Answer> read(
            @Nullable Side onlyReporter, UploadRun run, Sent sent, ReadAhead body, BooleanSupplier gone) {
        boolean read = false;
        try (body) {
            readers.execute(() -> body.take(sent.body()));
            run.read(onlyReporter, body, sent.form(), gone);
            read = true;
        } catch (SQLException | RuntimeException failure) {
            throw run.end(failure);
        } finally {
            if (!read) {
                leave(run);
            }
        }
        return beginMerge(run);
    }

    private UploadRun begin(
            Viewer viewer, UploadOptions options, @Nullable String idempotencyKey, @Nullable Long bytesExpected) {
        boolean begun = false;
        try {
            UploadJournal.Start start = new UploadJournal.Start(
                    DisplayId.random(Upload.DISPLAY_PREFIX, random), idempotencyKey, bytesExpected);
            UploadRun run = UploadRun.begin(tools, dataSource.getConnection(), viewer, options, start);
            begun = true;
            return run;
        } catch (SQLException failure) {
            throw DatabaseProblems.of(failure);
        } finally {
            if (!begun) {
                places.leave(onlyReporter(viewer));
            }
        }
    }

    /**
     * Waits until the file has come whole, as its bytes flow meanwhile, and then for a while only: a connection without
     * bytes is cut by somebody.
     */
    private Answer answer(Viewer viewer, UploadRun run, Course course, boolean async) {
        Duration patience = tools.config().answerPeriod();
        try {
            outcome(CompletableFuture.anyOf(course.arrival(), course.ending()), Duration.ofNanos(Long.MAX_VALUE));
            if (async) {
                outcome(course.reading(), patience);
            }
            return outcome(course.ending(), async ? Duration.ZERO : patience);
        } catch (TimeoutException stillWorking) {
            course.answered().set(true);
            Upload upload = find(viewer, run.id());
            if (!upload.state().hasEnded() || upload.state() == Upload.State.COMPLETED) {
                return new Answer(upload, false);
            }
        }
        try {
            // It ended between the two looks: what it came to is about to be told.
            return outcome(course.ending(), ENDING);
        } catch (TimeoutException sessionHangs) {
            throw new ProblemException(KernelProblem.UNAVAILABLE, "The upload broke off; nothing was accepted.");
        }
    }

    private CompletableFuture<Answer> beginMerge(UploadRun run) {
        Object trace = MDC.get(CloudEvent.TRACE_PARENT);
        try {
            return CompletableFuture.supplyAsync(() -> traced(trace, () -> mergeAndLeave(run)), tools.workers());
        } catch (RejectedExecutionException noWorker) {
            try {
                run.end(noWorker);
            } finally {
                leave(run);
            }
            throw new ProblemException(
                    KernelProblem.UNAVAILABLE, "This service has no worker left for the file; try again later.");
        }
    }

    /** Works as part of what the request is part of, so that the upload's events can be traced to it. */
    private static <T> T traced(@Nullable Object trace, Supplier<T> work) {
        if (Objects.equals(trace, MDC.get(CloudEvent.TRACE_PARENT))) {
            return work.get();
        }
        MDC.remove(CloudEvent.TRACE_PARENT);
        if (trace != null) {
            MDC.put(CloudEvent.TRACE_PARENT, trace);
        }
        try {
            return work.get();
        } finally {
            // The worker's next piece of work is part of something else.
            MDC.remove(CloudEvent.TRACE_PARENT);
        }
    }

    private Answer mergeAndLeave(UploadRun run) {
        try {
            Upload completed;
            try {
                completed = run.merge();
            } catch (SQLException | RuntimeException failure) {
                RuntimeException told = run.end(failure);
                if (UploadJournal.isSecondOfKey(failure)) {
                    return replayFirst(run, told);
                }
                throw told;
            }
            run.announce(completed);
            return new Answer(completed, false);
        } finally {
            leave(run);
        }
    }

    /** Another upload was completed under the same key while this one was read. */
    private static Answer replayFirst(UploadRun run, RuntimeException otherwise) {
        try {
            Upload first = run.firstOfKey().orElseThrow(() -> otherwise);
            return replay(first, run.options(), run::sha256);
        } catch (SQLException failure) {
            throw DatabaseProblems.of(failure);
        }
    }

    private static <T> T outcome(CompletableFuture<T> work, Duration patience) throws TimeoutException {
        try {
            return work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException told ? told : new IllegalStateException(failure);
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            throw new ProblemException(KernelProblem.UNAVAILABLE, "The service is stopping.");
        }
    }

    private void leave(UploadRun run) {
        try {
            run.close();
        } finally {
            places.leave(onlyReporter(run.viewer()));
        }
    }

    private static Answer replay(Upload earlier, UploadOptions options, Supplier<@Nullable String> sha256) {
        boolean sameOptions = earlier.source().equals(options.source())
                && earlier.onError().equals(options.onError())
                && earlier.onConflict().equals(options.onConflict())
                && earlier.coverage().equals(options.coverage())
                && earlier.provisional() == options.provisional()
                && Objects.equals(
                        earlier.release() == null ? null : earlier.release().uuid(), options.release());
        if (!sameOptions || !Objects.equals(sha256.get(), earlier.sha256())) {
            throw new ProblemException(
                    KernelProblem.IDEMPOTENCY_CONFLICT, "This Idempotency-Key stands for another upload already.");
        }
        return new Answer(earlier, true);
    }

    private static String digest(Sent sent) {
        try {
            return CsvFile.digest(sent.body(), sent.form().digests());
        } catch (RefusedFileException damaged) {
            throw damaged.problem();
        }
    }

    /** The upload, or the answer to one that the viewer may not know of. */
    Upload find(Viewer viewer, UUID id) {
        return JdbcTransactions.query(dataSource, viewer, connection -> tools.journal()
                .find(connection, id)
                .orElseThrow(ProblemException::notFound));
    }

    /** Uploads that the viewer may know of, the newest first. */
    List<Upload> list(Viewer viewer, @Nullable Instant before, int limit) {
        return JdbcTransactions.query(
                dataSource, viewer, connection -> tools.journal().list(connection, before, limit));
    }

    /** Errors of an upload that the viewer may know of, in the order of the file. */
    List<UploadJournal.LoggedError> errors(Viewer viewer, UUID id, int after, int limit) {
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            if (tools.journal().find(connection, id).isEmpty()) {
                throw ProblemException.notFound();
            }
            return tools.journal().errors(connection, id, after, limit);
        });
    }

    /** What is peculiar about the file of an upload that the viewer may know of. */
    List<Findings.Listed> findings(Viewer viewer, UUID id, int after, int limit) {
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            if (tools.journal().find(connection, id).isEmpty()) {
                throw ProblemException.notFound();
            }
            return Findings.list(connection, id, after, limit);
        });
    }

    /** A statistician speaks for the own side; the loader brings in published figures of any reporter. */
    private static @Nullable Side onlyReporter(Viewer viewer) {
        if (viewer.hasRole(Role.LOADER)) {
            return null;
        }
        if (viewer.side() == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's statistician may send figures.");
        }
        return viewer.side();
    }
}

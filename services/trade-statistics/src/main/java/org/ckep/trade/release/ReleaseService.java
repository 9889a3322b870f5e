package org.ckep.trade.release;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.PlainText;
import org.ckep.trade.code.SourceList;
import org.ckep.trade.figures.DatabaseProblems;
import org.ckep.trade.figures.JdbcTransactions;
import org.ckep.web.EntityTags;
import org.ckep.web.Preconditions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Prepares releases and carries them from state to state. Methods block; they are for worker threads. */
@ApplicationScoped
class ReleaseService {
    private static final Logger LOG = Logger.getLogger(ReleaseService.class);

    private final DataSource dataSource;
    private final ReleaseJournal journal;
    private final ReleasePublisher publisher;
    private final Preconditions preconditions;
    private final EntityTags tags;
    private final ReleaseConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    ReleaseService(
            DataSource dataSource,
            ReleaseJournal journal,
            ReleasePublisher publisher,
            Preconditions preconditions,
            EntityTags tags,
            ReleaseConfig config,
            Clock clock,
            RandomGenerator random) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.publisher = publisher;
        this.preconditions = preconditions;
        this.tags = tags;
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What a request came to.
     *
     * @param finished false where the release is still being published
     * @param replayed true where the same request was answered before and nothing was done now
     */
    record Answer(Release release, boolean finished, boolean replayed) {}

    /** A new draft of the viewer's side. */
    Answer create(Viewer viewer, @Nullable String idempotencyKey, NewRelease release) {
        Side side = sideOf(viewer);
        PlainText.require(release.title(), "/title");
        String digest = tags.of(release);
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            Optional<String> sources = SourceList.unlessListed(connection, release.source());
            if (sources.isPresent()) {
                throw ProblemException.invalid(
                        "/source", "unknown-code", "The source must be one of " + sources.get() + ".");
            }
            SourceList.requireDelivery(connection, release.source(), side);
            UUID id = UUID.randomUUID();
            String displayId = DisplayId.random(Release.DISPLAY_PREFIX, random);
            journal.add(
                    connection,
                    new ReleaseJournal.Request(id, displayId, side, idempotencyKey, digest, clock.instant()),
                    release);
            Optional<Release> created = journal.find(connection, id);
            if (created.isPresent()) {
                journal.note(connection, viewer, "create-release", created.get());
                return new Answer(created.get(), true, false);
            }
            ReleaseJournal.Earlier earlier = journal.findByKey(connection, String.valueOf(idempotencyKey))
                    .orElseThrow(ProblemException::notFound);
            if (!earlier.digest().equals(digest)) {
                throw new ProblemException(
                        KernelProblem.IDEMPOTENCY_CONFLICT, "This Idempotency-Key stands for another release already.");
            }
            return new Answer(earlier.release(), true, true);
        });
    }

    /** The release, or the answer to one that the viewer may not know of. */
    Release find(Viewer viewer, UUID id) {
        return JdbcTransactions.query(
                dataSource, viewer, connection -> journal.find(connection, id).orElseThrow(ProblemException::notFound));
    }

    /** Releases that the viewer may know of, the newest first. */
    List<Release> list(Viewer viewer, ReleaseFilter filter, @Nullable Instant before, int limit) {
        return JdbcTransactions.query(
                dataSource, viewer, connection -> journal.list(connection, filter, before, limit));
    }

    /** Figures of a release that the viewer may know of. */
    List<ReleaseFigure> figures(Viewer viewer, UUID id, ReleaseFigure.@Nullable Key after, int limit) {
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            if (journal.find(connection, id).isEmpty()) {
                throw ProblemException.notFound();
            }
            return ReleaseFigure.page(connection, id, after, limit);
        });
    }

    /**
     * Carries a release to another state.
     *
     * @param ifMatch tag of the release as the caller has seen it
     */
    Answer step(Viewer viewer, UUID id, @Nullable String ifMatch, ReleaseStep step) {
        Release seen = find(viewer, id);
        if (seen.side() != sideOf(viewer)) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "Only " + seen.side() + " carries its releases to another state.");
        }
        step.requireRole(viewer);
        PlainText.require(step.reason(), "/reason");
        ReleasePublisher.Check check = (connection, release) -> {
            step.check(release, clock);
            if (step.widens() && Makers.include(connection, id)) {
                throw new ProblemException(
                        ReleaseProblem.MADE_BY_CALLER,
                        "Whoever began a release or sent figures for it does not publish it: ask another releaser.");
            }
            preconditions.requireMatch(ifMatch, release);
            return true;
        };
        JdbcTransactions.query(dataSource, viewer, connection -> check.holds(connection, seen));
        // Asked here: what goes on apart from the request no longer knows it.
        ReleasePublisher.Caller caller = new ReleasePublisher.Caller(viewer, journal.callersNetwork());
        return switch (step.to()) {
            case DRAFT, EMBARGOED -> new Answer(wait(viewer, id, step, check), true, false);
            case PUBLISHED -> await(viewer, id, () -> publisher.publish(caller, id, check));
            case WITHDRAWN -> await(viewer, id, () -> publisher.withdraw(caller, id, step, check));
            case REVISED -> throw new IllegalStateException("no step leads there");
        };
    }

    private Release wait(Viewer viewer, UUID id, ReleaseStep step, ReleasePublisher.Check check) {
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            Release release = journal.lock(connection, id).orElseThrow(ProblemException::notFound);
            check.holds(connection, release);
            Release next = release.waiting(step.to(), step.to() == ReleaseState.EMBARGOED ? step.embargoUntil() : null);
            journal.step(connection, next);
            String action = step.to() == ReleaseState.EMBARGOED ? "embargo-release" : "reopen-release";
            journal.note(connection, viewer, action, next);
            return next;
        });
    }

    private interface Step {
        Release take() throws SQLException;
    }

    /** Waits for a while: no bytes flow meanwhile, and a connection without bytes is cut by somebody. */
    private Answer await(Viewer viewer, UUID id, Step step) {
        CompletableFuture<Release> going = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return step.take();
                    } catch (SQLException failure) {
                        throw DatabaseProblems.of(failure);
                    }
                },
                Infrastructure.getDefaultWorkerPool());
        try {
            return new Answer(going.get(config.answerPeriod().toMillis(), TimeUnit.MILLISECONDS), true, false);
        } catch (TimeoutException stillGoing) {
            logFailure(going, id);
            return new Answer(find(viewer, id), false, false);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException answer ? answer : new IllegalStateException(failure);
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            throw new ProblemException(KernelProblem.UNAVAILABLE, "The service is stopping; try again later.");
        }
    }

    /** Its caller has been answered, so nobody else tells. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is only watched
    private static void logFailure(CompletableFuture<Release> going, UUID id) {
        going.whenComplete((release, failure) -> {
            if (failure != null) {
                LOG.errorf(failure, "a step of release %s failed", id);
            }
        });
    }

    private static Side sideOf(Viewer viewer) {
        if (viewer.side() == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side releases its figures.");
        }
        return viewer.side();
    }
}

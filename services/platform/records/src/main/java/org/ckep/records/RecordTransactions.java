package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.Function;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The only door to the records: opens a transaction, binds its viewer as its first statement, and commits when the work
 * succeeds. Work that fails rolls back everything, so a refusal must be a failed {@link Uni}.
 *
 * <p>The session is used strictly in sequence and never outside the work; no HTTP or Kafka call belongs inside. Database
 * work that has begun is finished even if the caller goes away, because a cancelled acquisition leaks its connection
 * (hibernate-reactive#4133).
 */
@ApplicationScoped
public class RecordTransactions {
    private final Mutiny.SessionFactory sessions;

    RecordTransactions(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Work that changes nothing; the database refuses any write. */
    public <T> Uni<T> read(Viewer viewer, Function<Mutiny.Session, Uni<T>> work) {
        return run(session -> ViewerBinding.bindForReading(session, viewer)
                .invoke(() -> {
                    session.setDefaultReadOnly(true);
                    // Else Hibernate looks through all that was read for what may have changed, before each query.
                    session.setFlushMode(FlushMode.MANUAL);
                })
                .chain(() -> work.apply(session)));
    }

    /**
     * Work that answers as it would have answered at a moment, from what was recorded by then. Only tables whose versions
     * are kept answer for the past, those that their service names in its migrations.
     *
     * @param knownAt the moment, null for the present
     * @return fails with MOMENT_IN_THE_FUTURE, or with MOMENT_BEFORE_THE_RECORD where nothing was kept then
     */
    public <T> Uni<T> read(Viewer viewer, @Nullable Instant knownAt, Function<Mutiny.Session, Uni<T>> work) {
        return knownAt == null
                ? read(viewer, work)
                : read(viewer, session -> PastBinding.lookBack(session, knownAt).chain(() -> work.apply(session)));
    }

    /**
     * Work that changes records on behalf of a viewer.
     *
     * @return fails with UNAUTHENTICATED for the public viewer
     */
    public <T> Uni<T> write(Viewer viewer, Function<Mutiny.Session, Uni<T>> work) {
        return write(viewer, session -> ViewerBinding.bind(session, viewer), work);
    }

    /**
     * The same under the lock of a rule, which is taken with the binding, before anything is read.
     *
     * @param lock name as in {@link RuleLocks}
     * @return fails with UNAUTHENTICATED for the public viewer
     */
    public <T> Uni<T> write(Viewer viewer, String lock, Function<Mutiny.Session, Uni<T>> work) {
        return write(viewer, session -> ViewerBinding.bindUnderLock(session, viewer, RuleLocks.key(lock)), work);
    }

    private <T> Uni<T> write(
            Viewer viewer, Function<Mutiny.Session, Uni<Void>> binding, Function<Mutiny.Session, Uni<T>> work) {
        if (viewer.isPublic()) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            KernelProblem.UNAUTHENTICATED, "Changing anything needs an access token."));
        }
        return run(session -> binding.apply(session).chain(() -> work.apply(session)));
    }

    /** Work of a job or consumer that acts for no viewer and sees every record. Its results are for nobody to read. */
    public <T> Uni<T> system(Function<Mutiny.Session, Uni<T>> work) {
        return run(session -> ViewerBinding.bindSystem(session).chain(() -> work.apply(session)));
    }

    private <T> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            // Hibernate would join an open session of this context, and its viewer would change under its feet.
            if (sessions.getCurrentSession() != null) {
                emitter.fail(new IllegalStateException("transactions of records are not nested"));
                return;
            }
            sessions.withTransaction(work).subscribe().with(emitter::complete, emitter::fail);
        });
    }
}

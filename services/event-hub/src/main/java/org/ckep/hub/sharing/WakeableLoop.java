package org.ckep.hub.sharing;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs a round of work whenever it is woken, never two at once; a call during a round causes one more. A round that
 * fails is logged, and what it was called for stays to be done: it is tried again after a pause, which grows from a tenth
 * of a second to five seconds while rounds fail, or as soon as somebody calls.
 */
public final class WakeableLoop {
    private static final Logger LOG = Logger.getLogger(WakeableLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<Uni<Boolean>> round;
    private final Executor workers;
    private final Pauses pauses;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean retrying = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * @param round one round; its result tells whether more is to be done at once
     */
    public WakeableLoop(String name, Supplier<Uni<Boolean>> round) {
        this(name, round, Infrastructure.getDefaultWorkerPool(), (pause, work) -> Infrastructure.getDefaultWorkerPool()
                .schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * A loop with threads and a clock of its own.
     *
     * @param workers begins the rounds
     */
    WakeableLoop(String name, Supplier<Uni<Boolean>> round, Executor workers, Pauses pauses) {
        this.name = name;
        this.round = round;
        this.workers = workers;
        this.pauses = pauses;
    }

    /** Has something done after a pause. */
    interface Pauses {
        void after(Duration pause, Runnable work);
    }

    /** Has a round run, at once or after the present one. */
    public void wake() {
        again.set(true);
        run();
    }

    /** Lets no more round begin. */
    public void stop() {
        stopped = true;
    }

    private void run() {
        if (stopped || !again.get() || !running.compareAndSet(false, true)) {
            return;
        }
        again.set(false);
        Uni.createFrom()
                .deferred(() -> round.get())
                // Whoever wakes a loop goes on with his own work, and rounds are spread over the event loops: one
                // alone would carry all that timers of one thread begin.
                .runSubscriptionOn(workers)
                .subscribe()
                .with(
                        more -> {
                            failures.set(0);
                            if (Boolean.TRUE.equals(more)) {
                                again.set(true);
                            }
                            running.set(false);
                            run();
                        },
                        failure -> {
                            LOG.warnf(failure, "%s failed, the next round tries again", name);
                            Duration pause = pause(failures.getAndIncrement());
                            running.set(false);
                            // Whoever called meanwhile was refused because this round ran.
                            run();
                            retryAfter(pause);
                        });
    }

    /** One at a time, or each call that fails would begin tries of its own. */
    private void retryAfter(Duration pause) {
        if (!stopped && retrying.compareAndSet(false, true)) {
            pauses.after(pause, this::retry);
        }
    }

    private void retry() {
        retrying.set(false);
        // A round that came through meanwhile has done it.
        if (failures.get() > 0) {
            wake();
        }
    }

    private static Duration pause(int before) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}

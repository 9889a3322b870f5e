package org.ckep.hub.sharing;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs a round of work whenever it is woken, never two at once; a call during a round causes one more. A round that
 * fails is logged, and the next call tries again.
 */
public final class WakeableLoop {
    private static final Logger LOG = Logger.getLogger(WakeableLoop.class);

    private final String name;
    private final Supplier<Uni<Boolean>> round;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * @param round one round; its result tells whether more is to be done at once
     */
    public WakeableLoop(String name, Supplier<Uni<Boolean>> round) {
        this.name = name;
        this.round = round;
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
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .subscribe()
                .with(
                        more -> {
                            if (Boolean.TRUE.equals(more)) {
                                again.set(true);
                            }
                            running.set(false);
                            run();
                        },
                        failure -> {
                            LOG.warnf(failure, "%s failed, the next round tries again", name);
                            running.set(false);
                        });
    }
}

package org.ckep.hub.subscription;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ckep.hub.sharing.Waiters;
import org.jboss.logging.Logger;

/**
 * Wakes owners who wait for the next number of their subscription. However many wait, one statement at a time looks for
 * all of them, and none where nobody waits. Only a wake-up: what they get they read by number.
 */
@ApplicationScoped
class NumberWatch {
    private static final Logger LOG = Logger.getLogger(NumberWatch.class);

    /** How late an event may come to somebody who waits for it. */
    private static final long LOOK_MILLIS = 100;

    private static final String LAST = "select sub, subseq from subscription_cursor where sub = any($1)";

    private final Pool system;
    private final Vertx vertx;
    private final Waiters<UUID> waiters;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean stopping;

    NumberWatch(@ReactiveDataSource("delivery") Pool system, Vertx vertx) {
        this.system = system;
        this.vertx = vertx;
        this.waiters = new Waiters<>(vertx);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(LOOK_MILLIS, tick -> look());
    }

    void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        stopping = true;
        waiters.wakeAll();
    }

    /** Nobody waits for a process that is about to end. */
    boolean isStopping() {
        return stopping;
    }

    private void look() {
        if (waiters.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        system.preparedQuery(LAST)
                .execute(Tuple.tuple().addArrayOfUUID(waiters.keys().toArray(UUID[]::new)))
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(
                        rows -> rows.forEach(row -> waiters.advanced(row.getUUID("sub"), row.getLong("subseq"))),
                        failure -> LOG.debug("the last numbers could not be read", failure));
    }

    /** True as soon as the subscription has given out more than this number, false after the given time. */
    Uni<Boolean> beyond(UUID sub, long number, Duration longest) {
        return waiters.beyond(sub, number, longest, () -> stopping ? Long.MAX_VALUE : 0);
    }
}

package org.ckep.hub.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Lets held events into their logs when their time has come; several replicas at once do no harm. */
@ApplicationScoped
class EmbargoRelease {
    private static final Logger LOG = Logger.getLogger(EmbargoRelease.class);
    private static final int BATCH = 500;

    private final Pool pool;
    private final LogAppender appender;
    private final AtomicLong waiting = new AtomicLong();

    EmbargoRelease(Pool pool, LogAppender appender, MeterRegistry metrics) {
        this.pool = pool;
        this.appender = appender;
        Gauge.builder("hub.hold.size", waiting, AtomicLong::get)
                .description("events that wait for their release")
                .register(metrics);
    }

    @Scheduled(
            identity = "embargo-release",
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return release()
                .onFailure()
                .invoke(failure -> LOG.warn("held events were not released, next try in a second", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Appends whatever is due. */
    Uni<Void> release() {
        return appender.release(BATCH)
                .chain(due -> due == BATCH ? release() : count())
                .replaceWithVoid();
    }

    private Uni<Void> count() {
        return pool.withTransaction(connection -> connection
                        .query("select set_config('app.system', 'on', true)")
                        .execute()
                        .chain(() -> connection
                                .query("select count(*) as n from event_hold")
                                .execute()))
                .invoke(rows -> waiting.set(rows.iterator().next().getLong("n")))
                .replaceWithVoid();
    }
}

package org.ckep.hub.log;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Drops what is older than the retention period, by whole partitions. Several replicas at once do no harm. */
@ApplicationScoped
class LogRetention {
    private static final Logger LOG = Logger.getLogger(LogRetention.class);

    /** Deliveries that one transaction ends at most. */
    private static final int TOGETHER = 50_000;

    private final Pool pool;
    private final LogConfig config;

    LogRetention(Pool pool, LogConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Scheduled(
            identity = "log-retention",
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return drop().onFailure()
                .invoke(failure -> LOG.warn("old events were not dropped, next try in an hour", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /**
     * Drops what may go, by the database's clock, and tells how many partitions that were. What subscriptions have open of
     * them ends first, in transactions of their own: appenders wait for the one that drops, and fan-out for the lanes.
     */
    Uni<Integer> drop() {
        Tuple period = Tuple.of(config.retentionPeriod().toMillis());
        return pool.preparedQuery("select log_expire_before(now() - $1::bigint * interval '1 millisecond', " + TOGETHER
                        + ") as ended")
                .execute(period)
                .map(rows -> rows.iterator().next().getLong("ended"))
                .repeat()
                .until(ended -> ended == 0)
                .collect()
                .last()
                .chain(() -> pool.preparedQuery(
                                "select log_drop_before(now() - $1::bigint * interval '1 millisecond') as dropped")
                        .execute(period))
                .map(rows -> rows.iterator().next().getInteger("dropped"))
                .invoke(dropped -> {
                    if (dropped > 0) {
                        LOG.infof("dropped %d partitions of the event log", dropped);
                    }
                });
    }
}

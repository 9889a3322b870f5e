package org.ckep.hub.log;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Drops what is older than the retention period: full partitions as a whole, and the front of one that is being filled, which
 * that of a small log is for years. Several replicas at once do no harm.
 */
@ApplicationScoped
class LogRetention {
    private static final Logger LOG = Logger.getLogger(LogRetention.class);

    /** Deliveries that one transaction ends at most. */
    private static final int TOGETHER = 50_000;

    /** Events that one transaction drops at most from what is being filled: the log takes nothing meanwhile. */
    private static final int TRIMMED_TOGETHER = 5_000;

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
     * Drops what may go, by the database's clock, and tells how many whole partitions that were. What subscriptions have open of
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
                })
                .call(() -> trim(period));
    }

    private Uni<Void> trim(Tuple period) {
        return pool.preparedQuery("select log_trimmable(now() - $1::bigint * interval '1 millisecond') as audience")
                .execute(period)
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> trim(row.getString("audience")))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> trim(String audience) {
        return pool.preparedQuery("select log_trim_before($1, now() - $2::bigint * interval '1 millisecond', "
                        + TRIMMED_TOGETHER + ") as trimmed")
                .execute(Tuple.of(audience, config.retentionPeriod().toMillis()))
                .map(rows -> rows.iterator().next().getLong("trimmed"))
                .repeat()
                .until(trimmed -> trimmed == 0)
                .collect()
                .with(Collectors.summingLong(Long::longValue))
                .invoke(trimmed -> {
                    if (trimmed > 0) {
                        LOG.infof("dropped the first %d events of the log of %s", trimmed, audience);
                    }
                })
                .replaceWithVoid();
    }
}

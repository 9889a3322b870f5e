package org.ckep.hub.log;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
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
     * them ends first, and what may go is looked for, in transactions of their own: appenders wait for the one that drops, and
     * fan-out for the lanes.
     */
    Uni<Integer> drop() {
        return pool.preparedQuery("select now() - $1::bigint * interval '1 millisecond' as kept_since")
                .execute(Tuple.of(config.retentionPeriod().toMillis()))
                .map(rows -> rows.iterator().next().getOffsetDateTime("kept_since"))
                .chain(keptSince -> drop(keptSince));
    }

    private Uni<Integer> drop(OffsetDateTime keptSince) {
        return pool.preparedQuery("select log_expire_before($1, " + TOGETHER + ") as ended")
                .execute(Tuple.of(keptSince))
                .map(rows -> rows.iterator().next().getLong("ended"))
                .repeat()
                .until(ended -> ended == 0)
                .collect()
                .last()
                .chain(() -> dropPartitions(keptSince))
                .invoke(dropped -> {
                    if (dropped > 0) {
                        LOG.infof("dropped %d partitions of the event log", dropped);
                    }
                })
                .call(() -> trim(keptSince));
    }

    private Uni<Integer> dropPartitions(OffsetDateTime keptSince) {
        return pool.preparedQuery("select audience, upto from log_droppable($1)")
                .execute(Tuple.of(keptSince))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> pool.preparedQuery("select log_drop_upto($1, $2, $3) as dropped")
                        .execute(Tuple.of(row.getString("audience"), row.getLong("upto"), keptSince)))
                .map(rows -> rows.iterator().next().getInteger("dropped"))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Void> trim(OffsetDateTime keptSince) {
        return pool.preparedQuery("select log_trimmable($1) as audience")
                .execute(Tuple.of(keptSince))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> trim(row.getString("audience"), keptSince))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> trim(String audience, OffsetDateTime keptSince) {
        return Uni.createFrom()
                .deferred(() -> trimSome(audience, keptSince, TRIMMED_TOGETHER))
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

    /** Looks for what may go and drops it: two transactions, of which the second alone is waited for. */
    Uni<Long> trimSome(String audience, OffsetDateTime keptSince, int most) {
        return pool.preparedQuery("select first_pos, last_pos, is_open from log_trim_bounds($1, $2, $3)")
                .execute(Tuple.of(audience, keptSince, most))
                .chain(found -> {
                    if (found.size() == 0) {
                        return Uni.createFrom().item(0L);
                    }
                    Row bounds = found.iterator().next();
                    return pool.preparedQuery("select log_trim($1, $2, $3, $4) as trimmed")
                            .execute(Tuple.of(
                                    audience,
                                    bounds.getLong("first_pos"),
                                    bounds.getLong("last_pos"),
                                    bounds.getBoolean("is_open")))
                            .map(rows -> rows.iterator().next().getLong("trimmed"));
                });
    }
}

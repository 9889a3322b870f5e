package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Pauses what has failed for too long or is used by nobody, and clears what is older than the log. */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private static final String PAUSE_FAILING = """
            with ill as (
              update sub_health set active = false
              where active and failures >= 10 and first_failure_at < $1 returning sub)
            update subscription s set state = 'PAUSED', state_reason = 'failing', version = version + 1
            from ill where s.id = ill.sub and s.state = 'ACTIVE'""";

    private static final String PAUSE_UNUSED = """
            with unused as (
              update subscription set state = 'PAUSED', state_reason = 'lease-expired', version = version + 1
              where state = 'ACTIVE' and lease_until < $1 returning id)
            update sub_health h set active = false from unused where h.sub = unused.id""";

    /** Open deliveries whose events the log has dropped; the next digest lists them. */
    private static final String EXPIRE = """
            update delivery d set state = 'EXPIRED', done_at = now()
            from subscription s join log_head h on h.audience = s.audience
            where d.sub = s.id and d.done_at is null and d.pos < h.first_pos""";

    /** What is done with goes with its event. */
    private static final String FORGET = """
            delete from delivery d using subscription s join log_head h on h.audience = s.audience
            where d.sub = s.id and d.done_at < $1 and d.pos < h.first_pos""";

    private static final String FORGET_RETIRED = """
            delete from delivery d using subscription s where d.sub = s.id and s.state = 'RETIRED'""";

    private final Pool pool;
    private final DeliveryConfig config;
    private final Clock clock;

    Housekeeping(@ReactiveDataSource("delivery") Pool pool, DeliveryConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = "delivery-housekeeping",
            every = "10m",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return pause(clock.instant().atOffset(ZoneOffset.UTC))
                .chain(() -> clear(clock.instant().atOffset(ZoneOffset.UTC)))
                .onFailure()
                .invoke(failure -> LOG.warn("housekeeping was not finished, the next run goes on", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    Uni<Void> pause(OffsetDateTime now) {
        return execute(PAUSE_FAILING, now.minus(config.maxFailingPeriod())).chain(() -> execute(PAUSE_UNUSED, now));
    }

    Uni<Void> clear(OffsetDateTime now) {
        return pool.query(EXPIRE)
                .execute()
                // Long enough for the digest that lists what has expired.
                .chain(() -> execute(FORGET, now.minus(config.digestInterval().plus(Duration.ofDays(1)))))
                .chain(() -> pool.query(FORGET_RETIRED).execute())
                .chain(() -> execute("delete from attempt where at < $1", now.minus(config.attemptRetentionPeriod())));
    }

    private Uni<Void> execute(String sql, OffsetDateTime time) {
        return pool.preparedQuery(sql).execute(Tuple.of(time)).replaceWithVoid();
    }
}

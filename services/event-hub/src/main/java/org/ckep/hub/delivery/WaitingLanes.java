package org.ckep.hub.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * How much waits for a person or for an endpoint, as the database has it: every process tells the same, a restart forgets
 * nothing, and what goes on is counted no more.
 */
@ApplicationScoped
class WaitingLanes {
    private static final Logger LOG = Logger.getLogger(WaitingLanes.class);

    private static final String COUNT = """
            select (select count(*) from lane l join subscription s on s.id = l.sub
                    where l.state = 'PARKED' and s.state <> 'RETIRED') as parked,
                   (select count(*) from sub_health where open_n > 0 and active) as open,
                   (select coalesce(extract(epoch from now() - min(l.next_at)), 0)::float8
                    from sub_health h cross join lateral (
                      select next_at from lane
                      where sub = h.sub and state = 'READY' and next_at <= now()
                        and (lease_until is null or lease_until < now())
                      order by next_at limit 1) l
                    where h.active) as age""";

    private final Pool pool;
    private volatile double parked = Double.NaN;
    private volatile double open = Double.NaN;
    private volatile double age = Double.NaN;

    WaitingLanes(@ReactiveDataSource("delivery") Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        Gauge.builder("lanes.parked", () -> parked)
                .description("lanes that wait for a person now, of all processes")
                .register(metrics);
        Gauge.builder("breaker.open", () -> open)
                .description("endpoints that are left alone now, of all processes")
                .register(metrics);
        Gauge.builder("lane.backlog.age", () -> age)
                .baseUnit("seconds")
                .description("how long the lane has been due that nobody works on for the longest, of all processes")
                .register(metrics);
    }

    /** What is not known is told as such, not as none. */
    @Scheduled(
            identity = "waiting-lanes",
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> count() {
        return pool.query(COUNT)
                .execute()
                .invoke(rows -> {
                    parked = rows.iterator().next().getLong("parked");
                    open = rows.iterator().next().getLong("open");
                    age = rows.iterator().next().getDouble("age");
                })
                .onFailure()
                .invoke(failure -> {
                    LOG.debug("what waits could not be counted", failure);
                    parked = Double.NaN;
                    open = Double.NaN;
                    age = Double.NaN;
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}

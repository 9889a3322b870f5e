package org.ckep.hub.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares this process's clock with the database's. Signatures bear the database's time, but whatever else a process with
 * a wrong clock does with it (tokens, certificates, dates that endpoints and Kafka are told) is wrong: it claims nothing and
 * serves nobody until it is right.
 */
@Default
@Readiness
@ApplicationScoped
public class ClockWatch implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(ClockWatch.class);

    private final Pool pool;
    private final Clock clock;
    private final Duration most;

    /** Negative where this process is behind; null until it was compared. */
    private volatile @Nullable Duration ahead;

    ClockWatch(@ReactiveDataSource("delivery") Pool pool, Clock clock, DeliveryConfig config, MeterRegistry metrics) {
        this.pool = pool;
        this.clock = clock;
        this.most = config.maxClockDeviation();
        Gauge.builder("hub.clock.ahead", () -> known().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("how far this process's clock is before the database's")
                .register(metrics);
    }

    /** At once, because nothing is delivered before. */
    void start(@Observes StartupEvent event) {
        look().subscribe().with(looked -> {});
    }

    @Scheduled(
            identity = "clock-watch",
            every = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        Instant asked = clock.instant();
        return pool.query("select clock_timestamp() as now")
                .execute()
                .invoke(rows -> compared(ahead(
                        asked, rows.iterator().next().getOffsetDateTime("now").toInstant(), clock.instant())))
                .onFailure()
                .invoke(failure -> LOG.warn("the database's clock could not be read", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** The database looked at its clock somewhere between question and answer: what waiting took is nobody's fault. */
    static Duration ahead(Instant asked, Instant theirs, Instant answered) {
        if (theirs.isBefore(asked)) {
            return Duration.between(theirs, asked);
        }
        return theirs.isAfter(answered) ? Duration.between(theirs, answered) : Duration.ZERO;
    }

    private void compared(Duration now) {
        Duration before = ahead;
        boolean wasRight = before == null || isWithin(before);
        ahead = now;
        if (wasRight && !isWithin(now)) {
            LOG.errorf("this process's clock is %s before the database's: it delivers nothing until it is right", now);
        } else if (!wasRight && isWithin(now)) {
            LOG.info("this process's clock is right again");
        }
    }

    private boolean isWithin(Duration deviation) {
        return deviation.abs().compareTo(most) <= 0;
    }

    private Duration known() {
        Duration known = ahead;
        return known == null ? Duration.ZERO : known;
    }

    /** False until it was compared and where it is further off than a process may be that delivers. */
    public boolean isRight() {
        Duration known = ahead;
        return known != null && isWithin(known);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("clock")
                .status(isRight())
                .withData("secondsAhead", known().toSeconds())
                .withData("most", most.toSeconds())
                .build();
    }
}

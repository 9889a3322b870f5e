package org.ckep.trade.sdmx;

import io.quarkus.agroal.DataSource;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that read figures. So many at a time, in the order in which they were asked for, and on connections that
 * no upload takes.
 */
@ApplicationScoped
class Readings {
    /** All statements see one state. How the planner is to work is a setting of the connections (application.properties). */
    private static final String BEGIN =
            "set transaction isolation level repeatable read read only; set local statement_timeout = ";

    private final javax.sql.DataSource dataSource;
    private final ReadingConfig config;
    private final Semaphore turns;
    private final Set<Reading> open = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> watch;

    Readings(@DataSource("reading") javax.sql.DataSource dataSource, ReadingConfig config) {
        this.dataSource = dataSource;
        this.config = config;
        this.turns = new Semaphore(config.maxParallel(), true);
    }

    @PostConstruct
    void watch() {
        long period = config.progressPeriod().toMillis();
        watch = Infrastructure.getDefaultWorkerPool()
                .scheduleAtFixedRate(this::check, period, period, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stopWatching() {
        if (watch != null) {
            watch.cancel(false);
        }
    }

    /** Cuts off what takes too long. */
    void check() {
        open.forEach(reading -> reading.check(config));
    }

    /** How many could begin at once. */
    int freeTurns() {
        return turns.availablePermits();
    }

    /**
     * Begins to read for a caller; where the caller leaves, the reading ends. Waits for its turn.
     *
     * @return in use by this thread, which closes it or pauses it
     * @throws SdmxException with UNAVAILABLE where its turn does not come in time
     */
    Reading begin(Caller caller) throws SQLException {
        takeTurn();
        boolean begun = false;
        try {
            Connection connection = dataSource.getConnection();
            Reading reading = new Reading(connection, caller, this::end);
            begun = true;
            open.add(reading);
            caller.whenEnded(reading::abandon);
            try {
                start(reading.connection());
            } catch (SQLException | RuntimeException failure) {
                reading.close();
                throw failure;
            }
            return reading;
        } finally {
            if (!begun) {
                turns.release();
            }
        }
    }

    private void end(Reading reading) {
        open.remove(reading);
        turns.release();
    }

    private void start(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN + config.statementTimeout().toMillis());
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(config.turnTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
        throw new SdmxException(
                SdmxError.UNAVAILABLE, "This service is giving as many answers as it can; try again later.");
    }
}

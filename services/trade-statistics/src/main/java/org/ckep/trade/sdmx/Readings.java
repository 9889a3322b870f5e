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
            Reading reading = new Reading(transaction(), caller, this::end);
            begun = true;
            open.add(reading);
            caller.whenEnded(reading::abandon);
            try {
                // Nobody reads for a caller who has left meanwhile.
                reading.connection();
            } catch (SQLException gone) {
                reading.close();
                throw gone;
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

    /**
     * A transaction that has begun. Its beginning is what finds out that a restart of the database has cut a connection of
     * the pool: to ask each beforehand would be one more question and answer for every reading.
     */
    private Connection transaction() throws SQLException {
        for (int cut = 0; true; cut++) {
            Connection connection = dataSource.getConnection();
            try {
                start(connection);
                return connection;
            } catch (SQLException failure) {
                giveBack(connection, failure);
                // There are no more of them than may read at once; then it is the database itself that is gone.
                if (!isCut(failure) || cut == config.maxParallel()) {
                    throw failure;
                }
            }
        }
    }

    private void start(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN + config.statementTimeout().toMillis());
        }
    }

    private static void giveBack(Connection connection, SQLException failure) {
        try (connection) {
            connection.rollback();
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
        }
    }

    /** Classes of SQLSTATE: the connection, and what an administrator or a crash has ended. */
    private static boolean isCut(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
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

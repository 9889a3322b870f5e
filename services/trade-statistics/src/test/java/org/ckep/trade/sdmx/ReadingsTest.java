package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.ckep.trade.figures.StatementLimit;
import org.junit.jupiter.api.Test;

/** Turns, limits and the end of readings; the database is the real one. */
@QuarkusTest
class ReadingsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Inject
    @DataSource("reading")
    javax.sql.DataSource dataSource;

    private final Caller caller = new Caller(() -> {});

    /** The pool opens none of the connections that it keeps before they are asked for where it is to begin with fewer. */
    @Test
    void theConnectionsThatAreKeptAreOpenFromTheStart() {
        var pool = ((AgroalDataSource) dataSource).getConfiguration().connectionPoolConfiguration();
        assertThat(pool.minSize()).isEqualTo(4);
        assertThat(pool.initialSize()).isEqualTo(pool.minSize());
    }

    @Test
    void whoComesTooManyWaitsForItsTurn() throws SQLException {
        Readings readings = readings(1, LONG, LONG);
        Reading first = readings.begin(caller);
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try (Reading reading = begin(readings)) {
                order.add("second");
            }
        });
        order.add("first");
        first.close();
        first.close();
        second.orTimeout(1, TimeUnit.MINUTES).join();
        assertThat(order).containsExactly("first", "second");
        assertThat(readings.freeTurns()).isEqualTo(1);
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsToldSo() throws SQLException {
        Readings readings = readings(1, Duration.ofMillis(1), LONG);
        try (Reading first = readings.begin(caller)) {
            assertThat(first.connection().isClosed()).isFalse();
            assertThatThrownBy(() -> readings.begin(caller))
                    .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                            .isEqualTo(SdmxError.UNAVAILABLE));
        }
        assertThat(readings.freeTurns()).isEqualTo(1);
    }

    @Test
    void aStatementEndsAtItsLimitOfTime() throws SQLException {
        Readings readings = readings(1, LONG, Duration.ofMillis(50));
        try (Reading reading = readings.begin(caller)) {
            assertThatThrownBy(() -> sleep(reading))
                    .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                            .isEqualTo(StatementLimit.BROKEN_OFF))
                    .hasMessageContaining("statement timeout");
        }
    }

    @Test
    void whereTheCallerLeavesTheStatementIsBrokenOffAndTheTurnIsFree() {
        Readings readings = readings(1, LONG, LONG);
        CompletableFuture<Void> asleep = CompletableFuture.runAsync(() -> {
            try (Reading reading = begin(readings)) {
                sleep(reading);
            } catch (SQLException brokenOff) {
                throw new CompletionException(brokenOff);
            }
        });
        awaitSleeper();
        caller.end();
        assertThatThrownBy(() -> asleep.orTimeout(1, TimeUnit.MINUTES).join()).hasStackTraceContaining("user request");
        assertThat(readings.freeTurns()).isEqualTo(1);
    }

    /** As for HEAD, whose body nobody writes. */
    @Test
    void anAnswerThatNobodyWritesEndsWithItsCaller() throws SQLException {
        Readings readings = readings(1, LONG, LONG);
        Reading reading = readings.begin(caller);
        reading.pause();
        caller.end();
        await().atMost(Duration.ofSeconds(30)).until(() -> readings.freeTurns() == 1);
        assertThatThrownBy(reading::resume).hasMessageContaining("ended already");
        assertThatThrownBy(reading::connection).isInstanceOf(SQLException.class);
    }

    /** Most answers are read before they end: no thread is woken to find that out. */
    @Test
    void theEndOfAnAnswerThatWasReadIsNobodysWork() throws SQLException {
        Readings readings = readings(1, LONG, LONG);
        List<Runnable> work = new ArrayList<>();
        Caller served = new Caller(() -> {}, work::add);
        readings.begin(served).close();
        served.end();
        assertThat(work).isEmpty();
        Caller left = new Caller(() -> {}, work::add);
        Reading reading = readings.begin(left);
        left.end();
        assertThat(work).hasSize(1);
        reading.close();
    }

    @Test
    void whoHasLeftBeforeItsTurnReadsNothing() {
        Readings readings = readings(1, LONG, LONG);
        caller.end();
        assertThatThrownBy(() -> readings.begin(caller)).isInstanceOf(SQLException.class);
        assertThat(readings.freeTurns()).isEqualTo(1);
    }

    /** Nobody is told of a connection that a restart of the database has cut while it lay idle. */
    @Test
    void aReadingBeginsAnewOnAConnectionThatIsNotCut() throws SQLException {
        Readings readings = readings(24, LONG, LONG);
        Set<Integer> cut = sessions(readings);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement terminate = connection.prepareStatement(
                        "select pg_terminate_backend(pid, 10000) from unnest(?) as pid where pid <> pg_backend_pid()")) {
            terminate.setArray(1, connection.createArrayOf("integer", cut.toArray()));
            terminate.executeQuery();
        }
        Set<Integer> anew = sessions(readings);
        assertThat(anew).hasSize(20);
        assertThat(anew.stream().filter(cut::contains)).hasSizeLessThanOrEqualTo(1);
        assertThat(readings.freeTurns()).isEqualTo(24);
    }

    @Test
    void whereTheDatabaseTakesNobodyAReadingFailsAndItsTurnIsFree() {
        List<String> calls = new ArrayList<>();
        Readings readings = readings(2, LONG, LONG, LONG, pool(calls));
        assertThatThrownBy(() -> readings.begin(caller))
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                        .isEqualTo("08006"));
        assertThat(calls).filteredOn("getConnection"::equals).hasSize(3);
        assertThat(calls).filteredOn("close"::equals).hasSize(3);
        assertThat(readings.freeTurns()).isEqualTo(2);
    }

    /** A pool all of whose connections are cut. */
    private static javax.sql.DataSource pool(List<String> calls) {
        ClassLoader loader = ReadingsTest.class.getClassLoader();
        Object connection = Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, (self, method, none) -> {
            calls.add(method.getName());
            if (method.getName().equals("createStatement")) {
                throw new SQLException("cut", "08006");
            }
            return null;
        });
        return (javax.sql.DataSource)
                Proxy.newProxyInstance(loader, new Class<?>[] {javax.sql.DataSource.class}, (self, method, none) -> {
                    calls.add(method.getName());
                    return connection;
                });
    }

    /** The sessions of twenty readings at once, of which none is used for two. */
    private Set<Integer> sessions(Readings readings) throws SQLException {
        Set<Integer> sessions = new HashSet<>();
        List<Reading> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Reading reading = readings.begin(new Caller(() -> {}));
                open.add(reading);
                try (Statement statement = reading.connection().createStatement();
                        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                    row.next();
                    sessions.add(row.getInt(1));
                }
            }
        } finally {
            open.forEach(Reading::close);
        }
        return sessions;
    }

    @Test
    void whatLastsTooLongIsCutOff() throws SQLException {
        List<String> cut = new CopyOnWriteArrayList<>();
        Readings readings = readings(1, LONG, LONG, Duration.ZERO);
        Reading reading = readings.begin(new Caller(() -> cut.add("cut")));
        reading.pause();
        readings.check();
        assertThat(cut).containsExactly("cut");
        assertThat(readings.freeTurns()).isEqualTo(1);
    }

    private Reading begin(Readings readings) {
        try {
            return readings.begin(caller);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void sleep(Reading reading) throws SQLException {
        try (Statement statement = reading.connection().createStatement()) {
            statement.execute("select pg_sleep(600)");
        }
    }

    private void awaitSleeper() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (var connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("select 1 from pg_stat_activity"
                            + " where datname = current_database() and wait_event = 'PgSleep'")) {
                return rows.next();
            }
        });
    }

    private Readings readings(int parallel, Duration turn, Duration statement) {
        return readings(parallel, turn, statement, LONG);
    }

    /** As a process of its own would have them; they are looked at only where a test says so. */
    private Readings readings(int parallel, Duration turn, Duration statement, Duration longest) {
        return readings(parallel, turn, statement, longest, dataSource);
    }

    private static Readings readings(
            int parallel, Duration turn, Duration statement, Duration longest, javax.sql.DataSource pool) {
        return new Readings(pool, new ReadingConfig() {
            @Override
            public int maxParallel() {
                return parallel;
            }

            @Override
            public MemorySize maxQuerySize() {
                return new MemorySize(BigInteger.valueOf(65_536));
            }

            @Override
            public Duration turnTimeout() {
                return turn;
            }

            @Override
            public Duration statementTimeout() {
                return statement;
            }

            @Override
            public Duration retryPeriod() {
                return LONG;
            }

            @Override
            public Duration maxDuration() {
                return longest;
            }

            @Override
            public Duration progressPeriod() {
                return LONG;
            }

            @Override
            public MemorySize minProgress() {
                return new MemorySize(BigInteger.valueOf(65_536));
            }
        });
    }
}

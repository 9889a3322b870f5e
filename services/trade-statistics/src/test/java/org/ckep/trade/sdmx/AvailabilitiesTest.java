package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Counts within transactions, each of which sees one state. */
@QuarkusTest
class AvailabilitiesTest {
    @Inject
    DataSource dataSource;

    @Inject
    Readings readings;

    @Inject
    Dataflows dataflows;

    @Inject
    Availabilities availabilities;

    private final String product = NationalRows.product();

    /**
     * The dataflow is read before a transaction begins, so two that see different states may hold the same of it. A count
     * that one of them has begun is not the other's.
     */
    @Test
    void aCountIsOfTheStateThatItsTransactionSees() throws SQLException {
        upload("US");
        DataTarget target = target("A.KR.M." + product);
        try (Reading earlier = readings.begin(new Caller(() -> {}))) {
            see(earlier);
            upload("JP");
            try (Reading later = readings.begin(new Caller(() -> {}))) {
                see(later);
                CompletableFuture<Availability> first;
                CompletableFuture<Availability> second;
                try (Connection owner = LockedFigures.take()) {
                    first = count(earlier, target);
                    await().atMost(Duration.ofSeconds(3)).until(() -> counting() == 1);
                    second = count(later, target);
                    await().atMost(Duration.ofSeconds(3)).until(() -> counting() == 2);
                    owner.rollback();
                }
                assertThat(first.join().obsCount()).isEqualTo(1);
                assertThat(second.join().obsCount()).isEqualTo(2);
            }
        }
    }

    /** What nobody asked for is not looked for. */
    @Test
    void onlyDimensionsThatAreAskedForAreFreed() throws SQLException {
        upload("US");
        DataTarget target = target("A.KR.M." + product + ".US");
        AvailabilityQuery one = new AvailabilityQuery(List.of(target), Set.of("TRADE_FLOW"), true, Set.of());
        AvailabilityQuery all = new AvailabilityQuery(List.of(target), Set.of(), true, Set.of());
        assertThat(searches(target, one)).isEqualTo(1);
        assertThat(searches(target, all)).isEqualTo(5);
    }

    /** How many searches for the codes of one dimension a query takes. */
    private int searches(DataTarget target, AvailabilityQuery query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Reading reading = readings.begin(new Caller(() -> {}))) {
            Connection connection = reading.connection();
            Connection noted = (Connection) Proxy.newProxyInstance(
                    AvailabilitiesTest.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            texts.add((String) arguments[0]);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    });
            availabilities.stillPossible(noted, target, query);
        }
        return (int) texts.stream()
                .filter(text -> text.startsWith("select distinct "))
                .count();
    }

    private void upload(String partner) {
        NationalRows.upload(List.of(NationalRows.value("R", product, partner, "2020", "5", "")));
    }

    /** Of the first parts of a key. */
    private DataTarget target(String key) {
        Dataflow flow = dataflows.all().flow("DF_BTS_NATIONAL_A").orElseThrow();
        List<Set<String>> parts = Selection.wildcards(flow.structure());
        String[] codes = key.split("\\.", -1);
        for (int i = 0; i < codes.length; i++) {
            parts.set(i, Set.of(codes[i]));
        }
        return new DataTarget(
                flow,
                DataTarget.Usage.DATAFLOW,
                null,
                new Selection(List.of(parts), List.of(), Selection.EARLIEST, Selection.LATEST, Vintage.NOW));
    }

    /** The first statement of a transaction fixes the state that it sees. */
    private static void see(Reading reading) throws SQLException {
        try (Statement statement = reading.connection().createStatement()) {
            statement.execute("select 1");
        }
    }

    private CompletableFuture<Availability> count(Reading reading, DataTarget target) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return availabilities.of(reading.connection(), target);
                    } catch (SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                Infrastructure.getDefaultWorkerPool());
    }

    /** Counts that wait for the lock; other work of the service may wait for it as well. */
    private int counting() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'"
                        + " and query like 'with matched as materialized%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

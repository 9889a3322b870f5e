package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.SharedServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that holds figures gets the table of those about the world: V0175 over what was there before. */
class TradeWithWorldMigrationTest {
    private static final String BEFORE = "0172";
    private static final String AFTER = "0175";

    private static final String SERIES = """
            insert into trade_series (source, frequency, reporter, flow, edition, commodity, partner)
            values """;

    private static final String FIGURE = """
            insert into trade_observation (series_id, period, valid_from, valid_to, upload_id, value, value_status,
                                           net_weight, valuation)
            select id, date '%s', timestamptz '%s', %s, gen_random_uuid(), %s, %s, 7, 'CIF'
            from trade_series where commodity = '%s' and partner = '%s'""";

    private static final String HELD = """
            select concat_ws(' ', source, frequency, flow, edition, period, reporter, commodity, valid_from at time zone 'UTC',
                             coalesce((valid_to at time zone 'UTC')::text, '-'), value, net_weight, valuation)
            from trade_with_world order by commodity, period, valid_from""";

    private static final String IN_JANUARY = "2026-01-01 00:00:00+00";
    private static final String IN_MARCH = "'2026-03-01 00:00:00+00'";

    private final PostgresAddress server = SharedServers.attachOrStart(Path.of(System.getProperty("ckep.build.dir")))
            .postgres();
    private PostgresAddress.Database database;

    @BeforeEach
    void migrateToTheVersionBefore() throws SQLException {
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        database = server.createDatabase(
                "trade_m" + unique,
                new PostgresAddress.Role("trade_owner", server.password()),
                new PostgresAddress.Role("trade_app", server.password()));
        migrate(BEFORE);
        try (Connection connection = connect()) {
            execute(connection, SERIES + "('NATIONAL', 'A', 'KR', 'M', 'HS22', '722310', 'W0')");
            execute(connection, SERIES + "('NATIONAL', 'A', 'KR', 'M', 'HS22', '722310', 'CN')");
            execute(connection, SERIES + "('NATIONAL', 'A', 'CN', 'X', 'HS17', '722320', 'W0')");
        }
    }

    @AfterEach
    void dropDatabase() {
        server.dropDatabase(database.name());
    }

    @Test
    void itIsFilledWithEveryStateThatHasAValue() throws SQLException {
        try (Connection connection = connect()) {
            figure(connection, "2020-01-01", IN_JANUARY, IN_MARCH, "5", "null", "722310", "W0");
            figure(connection, "2020-01-01", "2026-03-01 00:00:00+00", "null", "6", "null", "722310", "W0");
            figure(connection, "2021-01-01", IN_JANUARY, "null", "null", "'Q'", "722310", "W0");
            figure(connection, "2022-01-01", IN_JANUARY, IN_MARCH, "null", "'Q'", "722310", "W0");
            figure(connection, "2020-01-01", IN_JANUARY, "null", "1", "null", "722310", "CN");
            figure(connection, "2021-01-01", IN_JANUARY, IN_MARCH, "2", "null", "722310", "CN");
            figure(connection, "2019-01-01", IN_JANUARY, "null", "8", "null", "722320", "W0");
        }
        migrate(AFTER);
        assertThat(texts(HELD))
                .containsExactly(
                        "NATIONAL A M HS22 2020-01-01 KR 722310 2026-01-01 00:00:00 2026-03-01 00:00:00 5.00 7.000 CIF",
                        "NATIONAL A M HS22 2020-01-01 KR 722310 2026-03-01 00:00:00 - 6.00 7.000 CIF",
                        "NATIONAL A X HS17 2019-01-01 CN 722320 2026-01-01 00:00:00 - 8.00 7.000 CIF");
        // The planner knows the table from the first answer on.
        assertThat(texts("select attname from pg_stats where tablename = 'trade_with_world' and attname = 'reporter'"))
                .containsExactly("reporter");
    }

    /** A merge that has written and not committed yet is waited for. */
    @Test
    void whatAMergeIsStillWritingIsFilledInToo() throws SQLException {
        CompletableFuture<Void> migration;
        try (Connection merge = connect()) {
            merge.setAutoCommit(false);
            execute(merge, "select pg_advisory_xact_lock(7414, 0)");
            figure(merge, "2020-01-01", IN_JANUARY, "null", "5", "null", "722310", "W0");
            migration = CompletableFuture.runAsync(() -> migrate(AFTER));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> migration.isDone()
                            || texts("select 'waits' from pg_locks where locktype = 'advisory' and not granted "
                                            + "and classid = 7414 and objid = 0 and database = "
                                            + "(select oid from pg_database where datname = current_database())")
                                    .contains("waits"));
            assertThat(migration).isNotDone();
            merge.commit();
        }
        migration.join();
        assertThat(texts("select trim_scale(value)::text from trade_with_world"))
                .containsExactly("5");
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.owner().name(),
                        database.owner().password())
                .locations("db/messaging", "db/records", "db/migration")
                .placeholders(Map.of("appRole", database.application().name()))
                .outOfOrder(true)
                .target(version)
                .load()
                .migrate();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.owner().name(), database.owner().password());
    }

    private static void figure(
            Connection connection,
            String period,
            String from,
            String to,
            String value,
            String status,
            String commodity,
            String partner)
            throws SQLException {
        execute(connection, FIGURE.formatted(period, from, to, value, status, commodity, partner));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}

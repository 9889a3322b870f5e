package org.ckep.benchmark.trade;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.infrastructure.Ports;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.PostgresServer;
import org.ckep.testing.GeneratedTradeFile;
import org.ckep.testing.PackagedService;
import org.ckep.testing.TestPlatform;

/**
 * The servers and the service. PostgreSQL is the run's own and as durable as in operation (fsync, synchronous commit,
 * logged tables); Kafka and Keycloak are the build's.
 */
final class Stage implements AutoCloseable {
    static final String HEAP = "-Xmx512m";
    private static final String PASSWORD = "for-this-run-only";
    private static final long SEED = 1;

    private final Scale scale;
    private final Path folder;
    private final TestPlatform platform;
    private final PostgresServer postgres;
    private final PostgresAddress.Database database;
    private final PackagedService service;
    private final TradeClient client;

    Stage(Scale scale) throws IOException {
        this.scale = scale;
        folder = Files.createTempDirectory("ckep-trade-benchmark");
        platform = TestPlatform.open("trade");
        List<Integer> ports = Ports.free(2);
        postgres = PostgresServer.start(folder.resolve("postgres"), ports.get(0), PASSWORD, true);
        database = postgres.address()
                .createDatabase(
                        "trade",
                        new PostgresAddress.Role("trade_owner", PASSWORD),
                        new PostgresAddress.Role("trade_app", PASSWORD));
        service = new PackagedService(
                Path.of(
                        System.getProperty("ckep.project.dir", "."),
                        "services/trade-statistics/target/quarkus-app/quarkus-run.jar"),
                // What a container of this size gets from the JVM by itself.
                List.of(HEAP, "-XX:+UseSerialGC"),
                ports.get(1),
                settings(),
                folder.resolve("trade-statistics.log"));
        client = new TradeClient("http://127.0.0.1:" + service.port());
        start();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(platform.configuration());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.username", database.application().name());
        settings.put("quarkus.datasource.password", PASSWORD);
        settings.put("quarkus.flyway.jdbc-url", database.jdbcUrl());
        settings.put("quarkus.flyway.username", database.owner().name());
        settings.put("quarkus.flyway.password", PASSWORD);
        settings.put("ckep.database.app-role", database.application().name());
        return settings;
    }

    private void start() {
        service.start();
        service.awaitReady("/trade/v1/codelists");
    }

    /** Lets the service begin anew, so that its memory is that of a process that has served nothing yet. */
    void restartService() {
        service.stop();
        start();
    }

    Scale scale() {
        return scale;
    }

    Path folder() {
        return folder;
    }

    TradeClient client() {
        return client;
    }

    long servicePid() {
        return service.pid();
    }

    /** Writes the rows of these numbers into a file of the run's folder. */
    Path file(long from, long to) {
        Path file = folder.resolve("rows-" + from + "-" + to + ".csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            GeneratedTradeFile.write(out, from, to, SEED);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection with all rights. */
    Connection connect() throws SQLException {
        return postgres.address().connect(database.name());
    }

    /** Runs statements one by one, each in a transaction of its own. */
    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    String text(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        service.close();
        postgres.close();
        platform.close();
    }
}

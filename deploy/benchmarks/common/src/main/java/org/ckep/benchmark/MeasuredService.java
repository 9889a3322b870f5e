package org.ckep.benchmark;

import java.io.IOException;
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
import org.ckep.testing.PackagedService;
import org.ckep.testing.TestPlatform;

/**
 * A packaged service and its servers. PostgreSQL is the run's own and as durable as in operation (fsync, synchronous
 * commit, logged tables); Kafka and Keycloak are the build's.
 */
public final class MeasuredService implements AutoCloseable {
    static final String HEAP = "-Xmx512m";
    private static final String PASSWORD = "for-this-run-only";

    private final String readyPath;
    private final Path folder;
    private final TestPlatform platform;
    private final PostgresServer postgres;
    private final PostgresAddress.Database database;
    private final PackagedService service;

    /**
     * Starts everything.
     *
     * @param key short name of the service, such as {@code trade}
     * @param module its folder below services/
     * @param readyPath what anybody may get as soon as it serves
     */
    public MeasuredService(String key, String module, String readyPath) throws IOException {
        this.readyPath = readyPath;
        folder = Files.createTempDirectory("ckep-" + key + "-benchmark");
        platform = TestPlatform.open(key);
        List<Integer> ports = Ports.free(2);
        postgres = PostgresServer.start(folder.resolve("postgres"), ports.get(0), PASSWORD, true);
        database = postgres.address()
                .createDatabase(
                        key,
                        new PostgresAddress.Role(key + "_owner", PASSWORD),
                        new PostgresAddress.Role(key + "_app", PASSWORD));
        service = new PackagedService(
                Path.of(
                        System.getProperty("ckep.project.dir", "."),
                        "services",
                        module,
                        "target/quarkus-app/quarkus-run.jar"),
                // What a container of this size gets from the JVM by itself.
                List.of(HEAP, "-XX:+UseSerialGC"),
                ports.get(1),
                settings(),
                folder.resolve(module + ".log"));
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
        service.awaitReady(readyPath);
    }

    /** Lets the service begin anew, so that its memory is that of a process that has served nothing yet. */
    public void restart() {
        service.stop();
        start();
    }

    /** Where data and logs of this run lie. */
    public Path folder() {
        return folder;
    }

    /** Where the service listens, without a path. */
    public String address() {
        return "http://127.0.0.1:" + service.port();
    }

    public long pid() {
        return service.pid();
    }

    /** The servers and topics of this run. */
    public TestPlatform platform() {
        return platform;
    }

    /** A connection with all rights. */
    public Connection connect() throws SQLException {
        return postgres.address().connect(database.name());
    }

    /** Runs statements one by one, each in a transaction of its own. */
    public void execute(String... statements) {
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
    public String text(String sql) {
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

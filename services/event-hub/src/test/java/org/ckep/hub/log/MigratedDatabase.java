package org.ckep.hub.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.SharedServers;
import org.flywaydb.core.Flyway;

/** A database of its own that is brought to one version after the other, with rows of the earlier one in it. */
final class MigratedDatabase implements AutoCloseable {
    private final PostgresAddress server = SharedServers.attachOrStart(Path.of(System.getProperty("ckep.build.dir")))
            .postgres();
    private final PostgresAddress.Database database;

    /**
     * Empty, without any migration.
     *
     * @param name the beginning of its name
     */
    MigratedDatabase(String name) {
        database = server.createDatabase(
                name + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()),
                new PostgresAddress.Role("events_owner", server.password()),
                new PostgresAddress.Role("events_app", server.password()));
    }

    void migrate(String version) {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.owner().name(),
                        database.owner().password())
                .locations("db/migration")
                .placeholders(Map.of("appRole", database.application().name()))
                .target(version)
                .load()
                .migrate();
    }

    /** Statements of the schema's owner, who sees everything. */
    void system(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set app.system = 'on'");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of what a query of the schema's owner finds. */
    List<String> texts(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set app.system = 'on'");
            return texts(statement, sql);
        }
    }

    /** The same, in the transaction of another statement, which is rolled back then. */
    List<String> textsWithin(String before, String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set app.system = 'on'");
            statement.execute(before);
            List<String> texts = texts(statement, sql);
            connection.rollback();
            return texts;
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.owner().name(), database.owner().password());
    }

    @Override
    public void close() {
        server.dropDatabase(database.name());
    }
}

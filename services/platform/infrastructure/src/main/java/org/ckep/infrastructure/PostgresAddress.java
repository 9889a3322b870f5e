package org.ckep.infrastructure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL server answers, with the rights of its superuser {@code postgres}.
 *
 * @param port on 127.0.0.1
 * @param password of the superuser
 */
public record PostgresAddress(int port, String password) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String ALREADY_THERE = "42710";
    private static final String RACE_ON_CATALOGUE = "23505";
    private static final String UPDATED_CONCURRENTLY = "XX000";

    /**
     * A database of one service.
     *
     * @param name of the database
     * @param owner role of the schema migrations
     * @param application role of the service: no superuser, no BYPASSRLS, owner of nothing
     */
    public record Database(int port, String name, Role owner, Role application) {

        /** URL for JDBC drivers. */
        public String jdbcUrl() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
        }

        /** URL for the reactive client. */
        public String reactiveUrl() {
            return "postgresql://127.0.0.1:" + port + "/" + name;
        }
    }

    /** A login role. */
    public record Role(String name, String password) {
        public Role {
            requireIdentifier(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    boolean answers() throws SQLException {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        }
    }

    /** Connects as superuser; the caller closes the connection. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    /**
     * Creates the two roles and the database where they do not exist. Roles that exist get the passwords given here.
     *
     * <p>The owner owns the database and its schema {@code public}. The application role may connect and look into the
     * schema; the migrations grant it what it needs on each table. Nobody else may connect.
     */
    public Database createDatabase(String name, Role owner, Role application) {
        requireIdentifier(name);
        try (Connection connection = connect("postgres")) {
            createRole(connection, owner);
            createRole(connection, application);
            try (Statement statement = connection.createStatement()) {
                if (!exists(statement, name)) {
                    statement.execute("create database " + name + " owner " + owner.name());
                }
                statement.execute("revoke all on database " + name + " from public");
                statement.execute("grant connect on database " + name + " to " + application.name());
            }
            try (Connection inside = connect(name);
                    Statement statement = inside.createStatement()) {
                statement.execute("alter schema public owner to " + owner.name());
                statement.execute("grant usage on schema public to " + application.name());
            }
        } catch (SQLException e) {
            throw new InfrastructureException("Cannot create database " + name + ": " + e.getMessage(), e);
        }
        return new Database(port, name, owner, application);
    }

    private static boolean exists(Statement statement, String database) throws SQLException {
        try (var rows = statement.executeQuery("select 1 from pg_database where datname = '" + database + "'")) {
            return rows.next();
        }
    }

    private static void createRole(Connection connection, Role role) throws SQLException {
        String attributes = role.name() + " login nosuperuser nobypassrls nocreatedb nocreaterole password '"
                + role.password().replace("'", "''") + "'";
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("create role " + attributes);
                return;
            } catch (SQLException e) {
                if (!ALREADY_THERE.equals(e.getSQLState()) && !RACE_ON_CATALOGUE.equals(e.getSQLState())) {
                    throw e;
                }
            }
            try {
                statement.execute("alter role " + attributes);
            } catch (SQLException e) {
                // Another process has just set the same password.
                if (!UPDATED_CONCURRENTLY.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    /** Ends the sessions of a database and drops it, if it exists. */
    public void dropDatabase(String name) {
        requireIdentifier(name);
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        } catch (SQLException e) {
            throw new InfrastructureException("Cannot drop database " + name + ": " + e.getMessage(), e);
        }
    }

    private static void requireIdentifier(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A database or role name consists of lower-case letters, digits and _: " + name);
        }
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }
}

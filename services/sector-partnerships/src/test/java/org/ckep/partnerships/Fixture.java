package org.ckep.partnerships;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.ckep.testing.Api;
import org.ckep.testing.SeedFile;
import org.eclipse.microprofile.config.ConfigProvider;

/** The first data set in an otherwise empty register, loaded through the API exactly as a first start does. */
public final class Fixture {
    private static final String NEW_SOURCE = "${NEW-SOURCE}";

    private static Class<?> loadedFor;
    private static SeedFile seed = new SeedFile();

    private Fixture() {}

    /** Empties the register and loads the first data set, once for each test class. */
    public static SeedFile load(Class<?> test) {
        if (loadedFor != test) {
            clear();
            // A site of the investment register; this service only refers to it.
            seed = new SeedFile()
                    .withForeign("SITE-WUXI", "site")
                    .load("10-organisations.json")
                    .load("30-partnerships.json");
            loadedFor = test;
        }
        return seed;
    }

    /** The URN that the loader's key stands for. */
    public static String urn(String key) {
        return seed.urn(key);
    }

    /** A public source of that kind, registered by the loader. */
    public static String source(String kind) {
        return Api.loader().create("sources", "{\"kind\": \"%s\", \"title\": \"A source\"}".formatted(kind));
    }

    /** The id in a URN. */
    public static String id(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }

    /** The text with the URNs of the loaded records; {@code ${NEW-SOURCE}} stands for a source that none rests on yet. */
    public static String resolve(String text) {
        return seed.resolve(text.contains(NEW_SOURCE) ? text.replace(NEW_SOURCE, source("PRESS")) : text);
    }

    /** Empties all tables but the audit trail, which nobody empties. */
    public static void clear() {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            StringBuilder tables = new StringBuilder();
            try (ResultSet found = statement.executeQuery("select tablename from pg_tables where schemaname = 'public' "
                    + "and tablename not in ('flyway_schema_history', 'audit_entry', 'audit_link', 'audit_pending', "
                    + "'outbox_event')")) {
                while (found.next()) {
                    tables.append(tables.isEmpty() ? "" : ", ").append(found.getString(1));
                }
            }
            statement.execute("truncate " + tables);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection of the schema's owner, who like everybody is subject to row-level security. */
    public static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                setting("quarkus.flyway.jdbc-url"),
                setting("quarkus.flyway.username"),
                setting("quarkus.flyway.password"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}

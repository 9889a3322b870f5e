package org.ckep.partnerships;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.testing.Tokens;
import org.eclipse.microprofile.config.ConfigProvider;

/** The first data set in an otherwise empty register, loaded through the API exactly as a first start does. */
public final class Fixture {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z0-9-]+)}");

    private static Class<?> loadedFor;
    private static Map<String, String> urns = Map.of();

    private Fixture() {}

    /** Empties the register and loads the first data set, once for each test class. */
    public static Map<String, String> load(Class<?> test) {
        if (loadedFor != test) {
            clear();
            urns = new LinkedHashMap<>();
            // A site of the investment register; this service only refers to it.
            urns.put("SITE-WUXI", "urn:ckep:site:" + UUID.randomUUID());
            for (String file : List.of("10-organisations.json", "30-partnerships.json")) {
                entries(file).forEach(Fixture::post);
            }
            loadedFor = test;
        }
        return urns;
    }

    /** The URN that the loader's key stands for. */
    public static String urn(String key) {
        return urns.get(key);
    }

    public static List<JsonNode> entries(String file) {
        Path folder = Path.of(System.getProperty("ckep.project.dir"), "deploy/local/src/main/resources/seed");
        try {
            return List.copyOf(JSON.readerForListOf(JsonNode.class)
                    .readValue(folder.resolve(file).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A public source of that kind, registered by the loader. */
    public static String source(String kind) {
        return Api.loader().create("sources", "{\"kind\": \"%s\", \"title\": \"A source\"}".formatted(kind));
    }

    /** The id in a URN. */
    public static String id(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }

    private static void post(JsonNode entry) {
        String key = entry.path("key").asText();
        Response answer = send(entry, resolve(entry.path("body").toString()));
        if (answer.statusCode() != 201) {
            throw new AssertionError(key + " was refused: " + answer.asString());
        }
        urns.put(key, answer.path("urn"));
    }

    public static Response send(JsonNode entry, String body) {
        return given().header("Authorization", "Bearer " + Tokens.loader())
                .header("Idempotency-Key", "seed:" + entry.path("key").asText())
                .contentType("application/json")
                .body(body)
                .post(entry.path("post").asText());
    }

    public static String resolve(String text) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            String urn = urns.get(match.group(1));
            if (urn == null) {
                throw new AssertionError(match.group(1) + " is used before it is loaded");
            }
            return Matcher.quoteReplacement(urn);
        });
    }

    /** Empties all tables but the audit trail, which nobody empties. */
    public static void clear() {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            StringBuilder tables = new StringBuilder();
            try (ResultSet found = statement.executeQuery("select tablename from pg_tables where schemaname = 'public' "
                    + "and tablename not in ('flyway_schema_history', 'audit_entry', 'outbox_event')")) {
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

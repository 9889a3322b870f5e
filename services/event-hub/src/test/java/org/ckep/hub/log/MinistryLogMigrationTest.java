package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ministries were sent before they had logs: V0027 over what was there. */
class MinistryLogMigrationTest {
    private static final String BEFORE = "0021";
    private static final String AFTER = "0027";

    private static final String EVENT = """
            insert into event_log(audience, pos, source, id, type, partitionkey, seq, classification, body)
            values ('agency-mofcom', %1$d, '/s/agency-mofcom', '%2$s', 't', 'k', lpad('%1$d', 20, '0'), '%3$s',
              convert_to('{"data":{"sequence":"1"},"id":"%2$s","sequence":"' || lpad('%1$d', 20, '0') || '","type":"t"}', 'UTF8'))""";

    private final PostgresAddress server = SharedServers.attachOrStart(Path.of(System.getProperty("ckep.build.dir")))
            .postgres();

    private final PostgresAddress.Database database = server.createDatabase(
            "events_m" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()),
            new PostgresAddress.Role("events_owner", server.password()),
            new PostgresAddress.Role("events_app", server.password()));

    @AfterEach
    void dropDatabase() {
        server.dropDatabase(database.name());
    }

    @Test
    void whatIsAMinistrysMovesIntoItsLogAndGetsNewNumbers() throws SQLException {
        migrate(BEFORE);
        system(
                "select log_make_room('agency-mofcom', 1, 4, 100)",
                EVENT.formatted(1, "a", "ministry-cn"),
                EVENT.formatted(2, "b", "partner"),
                EVENT.formatted(3, "c", "ministry-cn"),
                EVENT.formatted(4, "d", "ministry-kr"),
                "insert into log_head(audience, pos) values ('agency-mofcom', 4)");
        migrate(AFTER);
        assertThat(texts("""
                        select concat_ws(' ', audience, pos, id, ltrim(seq, '0'), convert_from(body, 'UTF8')::json ->> 'sequence' = seq,
                                         convert_from(body, 'UTF8')::json -> 'data' ->> 'sequence')
                        from event_log order by audience, pos"""))
                .containsExactly(
                        "agency-mofcom 2 b 2 t 1",
                        "ministry-cn-mofcom 1 a 1 t 1",
                        "ministry-cn-mofcom 2 c 2 t 1",
                        "ministry-kr-mofcom 1 d 1 t 1");
        assertThat(texts("select concat_ws(' ', audience, pos) from log_head order by audience"))
                .containsExactly("agency-mofcom 4", "ministry-cn-mofcom 2", "ministry-kr-mofcom 1");
        assertThat(texts("select concat_ws(' ', audience, source, seq) from source_head order by audience"))
                .containsExactly("ministry-cn-mofcom /s/agency-mofcom 2", "ministry-kr-mofcom /s/agency-mofcom 1");
    }

    private void migrate(String version) {
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

    private void system(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set app.system = 'on'");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set app.system = 'on'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.owner().name(), database.owner().password());
    }
}

package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page that lies deep in a list costs what the first one costs. */
@QuarkusTest
class MomentKeyTest {
    private static final String ROWS = """
            create temporary table listed (id uuid primary key, at timestamptz not null, day date not null);
            insert into listed select gen_random_uuid(), timestamptz '2026-01-01' + n / 3 * interval '1 second',
              date '2000-01-01' + n / 500 from generate_series(1, 20000) n;
            create index on listed (at desc, id desc);
            create index on listed (day desc, at desc, id desc);
            analyze listed""";

    private static List<String> plan(Connection connection, String condition, String order) throws SQLException {
        return Database.column(
                connection,
                "explain (analyze, costs off, timing off, summary off) select id from listed where " + condition
                        + " order by " + order + " limit 21");
    }

    private static String after(List<String> key) {
        return MomentKey.beyond("at", "<", "'" + key.get(1) + "'", "id < '" + key.get(0) + "'");
    }

    @Test
    void aDeepPageBeginsInTheIndex() throws SQLException {
        try (Connection connection = Database.owner();
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
            String order = "at desc, id desc";
            String by = " from listed order by %s offset 15000 limit 1";
            List<String> last = List.of(
                    Database.column(connection, "select id" + by.formatted(order))
                            .getFirst(),
                    Database.column(connection, "select at" + by.formatted(order))
                            .getFirst());
            assertThat(String.join("\n", plan(connection, after(last), order)))
                    .contains("Index Cond: (at <=")
                    .doesNotContainPattern("Rows Removed by Filter: \\d\\d");
            assertThat(Database.column(connection, "select id from listed where " + after(last) + " order by " + order))
                    .isEqualTo(
                            Database.column(connection, "select id from listed order by " + order + " offset 15001"));
            String byDay = "day desc, at desc, id desc";
            List<String> lastOfDay = List.of(
                    Database.column(connection, "select id" + by.formatted(byDay))
                            .getFirst(),
                    Database.column(connection, "select at" + by.formatted(byDay))
                            .getFirst());
            String day = Database.column(connection, "select day" + by.formatted(byDay))
                    .getFirst();
            String condition = MomentKey.beyond("day", "<", "'" + day + "'", after(lastOfDay));
            assertThat(String.join("\n", plan(connection, condition, byDay)))
                    .contains("Index Cond: (day <=")
                    .doesNotContainPattern("Rows Removed by Filter: \\d\\d\\d\\d");
            assertThat(Database.column(connection, "select id from listed where " + condition + " order by " + byDay))
                    .isEqualTo(
                            Database.column(connection, "select id from listed order by " + byDay + " offset 15001"));
        }
    }
}

package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is open is found without reading all that was ever settled. */
@QuarkusTest
class OpenBreaksPlanTest {
    /** As many as some years of cycles leave: one in a hundred is open. */
    private static final String ROWS = """
            create temporary table found (like reconciliation_break including all);
            insert into found (id, version, record_urn, pair, cn, kr, suggested, state, assigned, agreed, members, opened_at, due_on,
                settled_at)
              select gen_random_uuid(), 0, 'urn:ckep:project:' || n, 'totalInvestment', '1', '2', '{}',
                case when n % 100 = 0 then 'OPEN' else 'CORRECTED' end, '{}', '{}', '{}',
                timestamptz '2026-01-01' + n / 3 * interval '1 second', date '2026-02-01',
                case when n % 100 > 0 then timestamptz '2026-03-01' end
              from generate_series(1, 20000) n;
            analyze found""";

    private static String plan(Connection connection, String after) throws SQLException {
        List<String> lines = Database.column(
                connection,
                "explain (analyze, costs off, timing off, summary off) select * from found where settled_at is null"
                        + after + " order by opened_at desc, id desc limit 51");
        return String.join("\n", lines);
    }

    @Test
    void openOnesHaveAnIndexOfTheirOwn() throws SQLException {
        try (Connection connection = Database.owner();
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
            assertThat(Database.column(
                            connection,
                            "select indexdef from pg_indexes where indexname = 'reconciliation_break_open'"))
                    .singleElement()
                    .asString()
                    .endsWith("(opened_at DESC, id DESC) WHERE (settled_at IS NULL)");
            String after = " and "
                    + MomentKey.beyond(
                            "opened_at", "<", "timestamptz '2026-01-01 00:50:00'", "id < '" + new UUID(0, 0) + "'");
            for (String page : List.of(plan(connection, ""), plan(connection, after))) {
                assertThat(page)
                        .contains("Index Scan using")
                        .doesNotContain("Seq Scan")
                        .doesNotContain("Sort")
                        .doesNotContainPattern("Rows Removed by Filter: \\d\\d");
            }
        }
    }
}

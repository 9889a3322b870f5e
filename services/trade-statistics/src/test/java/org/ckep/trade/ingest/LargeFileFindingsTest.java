package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.trade.ingest.Finding.Rule;
import org.junit.jupiter.api.Test;

/** Medians in files of many rows, which are staged and rolled back instead of being sent: no figure of theirs stays. */
@QuarkusTest
class LargeFileFindingsTest {
    private static final UUID UPLOAD = UUID.fromString("7c1f5a52-30f6-4a39-9a0e-6f6f1f4f0a01");

    @Inject
    DataSource dataSource;

    @Inject
    UploadConfig config;

    /** A file of one period holds each series once: its slips are seen beside what is known alone. */
    @Test
    void f14_theLargestValuesOfALargeFileAreHeldAgainstKnownOnes() throws SQLException {
        List<String> far = find("""
                insert into stage_figure select known('880110'), 'A', '2005-01-01', 'KR', 'M', 'HS22', '880110', 'CN', 1000000, null;
                insert into stage_figure select known('880120'), 'A', '2005-01-01', 'KR', 'M', 'HS22', '880120', 'CN', 5, null;
                """);
        assertThat(far).containsExactly("880110 2005-01-01 1000000 100");
    }

    /** A slip of the decimal point to the left weighs most where large values are known. */
    @Test
    void f14_smallValuesOfALargeFileAreHeldAgainstLargeKnownOnes() throws SQLException {
        List<String> far = find("""
                insert into stage_figure select known('880140'), 'A', '2005-01-01', 'KR', 'M', 'HS22', '880140', 'CN', 20000, null;
                insert into stage_figure select known('880150'), 'A', '2005-01-01', 'KR', 'M', 'HS22', '880150', 'CN', 1250000, null;
                insert into stage_figure select known('880120'), 'A', '2005-01-01', 'KR', 'M', 'HS22', '880120', 'CN', 5, null;
                """);
        assertThat(far).containsExactly("880140 2005-01-01 20000 20000000", "880150 2005-01-01 1250000 10000000");
    }

    /** What stands in relation within the file is looked at whatever its size. */
    @Test
    void f14_valuesOfALargeFileAreHeldAgainstItsOwn() throws SQLException {
        List<String> far = find("""
                insert into stage_figure
                select 0, 'A', make_date(year, 1, 1), 'KR', 'M', 'HS22', '880130', 'CN', value, null
                from (values (2003, 10), (2004, 11), (2005, 1), (2006, 10), (2007, 0)) as told (year, value);
                """);
        assertThat(far).containsExactly("880130 2005-01-01 1 10");
    }

    /** The places, figures and medians that are found in a file that is too large for looking up all its series. */
    private List<String> find(String rows) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("select set_config('app.caller', 'large-file', true)");
                statement.execute("insert into upload (id, display_id, state, source, on_error, on_conflict, caller,"
                        + " received_at) values ('" + UPLOAD
                        + "', 'U-LARGE-FILE', 'RECEIVING', 'COMTRADE_V1', 'accept',"
                        + " 'refuse', 'large-file', now())");
                statement.execute("""
                        create function pg_temp.known(code text) returns bigint language sql as $$
                            select id from trade_series
                            where source = 'GENERATED' and reporter = 'KR' and partner = 'CN' and commodity = code $$;
                        insert into trade_series (source, frequency, reporter, flow, edition, commodity, partner)
                        values ('GENERATED', 'A', 'KR', 'M', 'HS22', '880110', 'CN'),
                               ('GENERATED', 'A', 'KR', 'M', 'HS22', '880120', 'CN'),
                               ('GENERATED', 'A', 'KR', 'M', 'HS22', '880140', 'CN'),
                               ('GENERATED', 'A', 'KR', 'M', 'HS22', '880150', 'CN');
                        create temporary table stage_figure (
                            series_id bigint, frequency text, period date, reporter text collate "C", flow text collate "C",
                            edition text collate "C", commodity text collate "C", partner text collate "C",
                            value numeric(20, 2), value_status text) on commit drop;
                        insert into stage_figure
                        select -n, 'A', '2005-01-01', 'KR', 'M', 'HS22', lpad(n::text, 6, '0'), 'CN', 1000, null
                        from generate_series(1, %d) as n;
                        """.formatted(config.maxRowsLookedUp() + 1));
                statement.execute("insert into trade_observation (series_id, period, valid_from, upload_id, value,"
                        + " valuation) select pg_temp.known(code), make_date(year, 1, 1), now(), '" + UPLOAD
                        + "', value, 'CIF' from (values ('880110', 100), ('880120', 100), ('880140', 20000000),"
                        + " ('880150', 10000000)) as known (code, value), generate_series(2003, 2004) as year");
                statement.execute(rows.replace("known(", "pg_temp.known("));
                statement.execute("analyze stage_figure");
                UploadTally tally = new UploadTally();
                new Findings(connection, UPLOAD, config, tally).find("GENERATED", false);
                List<String> found = found(connection);
                assertThat(tally.findingsByRule()).containsEntry(Rule.FAR_FROM_MEDIAN.name(), (long) found.size());
                return found;
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> found(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select commodity, period, figure, compared_with"
                + " from upload_finding where upload_id = ? and rule = 'FAR_FROM_MEDIAN' order by seq")) {
            select.setObject(1, UPLOAD);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                            + row.getString(4));
                }
            }
        }
        return found;
    }
}

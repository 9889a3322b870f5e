package org.ckep.trade.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.warning.WarningMetricsTest.set;
import static org.ckep.trade.warning.WarningResourceTest.EPISODES;
import static org.ckep.trade.warning.WarningResourceTest.alerts;
import static org.ckep.trade.warning.WarningResourceTest.alertsOnce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.testing.PublishedEvent;
import org.ckep.trade.sdmx.NationalRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures whose value is suppressed or missing for another reason: unknown, and no zero. */
@QuarkusTest
class MissingValueWarningTest {
    private static final String LOOKED = """
            select count(*) from warning_rule r join dataset d on d.source = r.source and d.frequency = r.frequency
            where r.id = ? and r.looked_at = d.revised_at""";

    @Inject
    DataSource dataSource;

    @Test
    void aSuppressedPartNeitherClearsNorTakesBackAnAlert() throws IOException, SQLException {
        String product = NationalRows.product();
        NationalRows.upload(
                List.of(yearly(product, "W0", "2019", "10000", ""), yearly(product, "CN", "2019", "6000", "")));
        String rule = set(rule(product, "SUPPLIER_SHARE", "0.5", "0.45").put("partner", "CN"));
        String alert = alertsOnce(rule, "RAISED").getString("data[0].urn");

        NationalRows.upload(
                List.of(yearly(product, "W0", "2020", "10000", ""), yearly(product, "CN", "2020", "", "Q")));
        awaitLook(rule);
        assertEpisodes(rule, "RAISED 2019 2019 0.6 0.6");

        NationalRows.upload(List.of(yearly(product, "CN", "2019", "", "Q")));
        awaitLook(rule);
        assertEpisodes(rule, "RAISED 2019 2019 0.6 0.6");

        NationalRows.upload(List.of(yearly(product, "CN", "2020", "4000", "")));
        alertsOnce(rule, "CLEARED");
        assertEpisodes(rule, "CLEARED 2019 2020 0.6 0.4");

        // The end of the episode is withheld in its turn, and with it the total.
        NationalRows.upload(List.of(yearly(product, "CN", "2020", "", "Q"), yearly(product, "W0", "2020", "", "Q")));
        awaitLook(rule);
        assertEpisodes(rule, "CLEARED 2019 2020 0.6 0.4");
        assertThat(PublishedEvent.about(alert, 2).stream().map(PublishedEvent::type))
                .containsExactly("org.ckep.trade.alert.raised.v1", "org.ckep.trade.alert.cleared.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "L", "M", "O", "Q"})
    void concentrationIsUnknownWhereASuppliersValueIsMissing(String status) throws IOException, SQLException {
        String product = NationalRows.product();
        NationalRows.upload(List.of(
                yearly(product, "W0", "2019", "10000", ""),
                yearly(product, "CN", "2019", "9000", ""),
                yearly(product, "JP", "2019", "", status)));
        String concentration = set(rule(product, "SUPPLIER_HHI", "0.9", "0.85"));
        String largest = set(rule(product, "SUPPLIER_SHARE", "0.8", "0.75"));
        awaitLook(concentration);
        awaitLook(largest);
        assertEpisodes(concentration);
        assertEpisodes(largest);

        NationalRows.upload(List.of(yearly(product, "JP", "2019", "0", "")));
        alertsOnce(concentration, "RAISED");
        alertsOnce(largest, "RAISED");
        assertEpisodes(concentration, "RAISED 2019 2019 1 1");
        assertEpisodes(largest, "RAISED 2019 2019 0.9 0.9");
    }

    @Test
    void aSuppressedMonthIsNoneWithoutTradeAndBreaksTheirRow() throws IOException, SQLException {
        String product = NationalRows.product();
        List<String> months = new ArrayList<>();
        for (String month : List.of("2020-01", "2020-02", "2020-03", "2020-04", "2020-05")) {
            months.add(monthly(product, "W0", month, "1000", ""));
        }
        months.add(monthly(product, "CN", "2020-01", "300", ""));
        months.add(monthly(product, "CN", "2020-04", "", "Q"));
        NationalRows.upload(months);
        String rule = set(rule(product, "ZERO_TRADE_MONTHS", "2", "1")
                .put("partner", "CN")
                .put("frequency", "M"));
        awaitLook(rule);
        assertEpisodes(rule);

        NationalRows.upload(List.of(monthly(product, "CN", "2020-04", "0", "")));
        alertsOnce(rule, "RAISED");
        assertEpisodes(rule, "RAISED 2020-04 2020-05 3 4");
    }

    private static void assertEpisodes(String rule, String... episodes) {
        JsonPath alerts = alerts(rule);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < alerts.getList("data").size(); i++) {
            String alert = EPISODES + "[" + i + "].";
            found.add(String.join(
                    " ",
                    alerts.getString(alert + "state"),
                    alerts.getString(alert + "firstPeriod"),
                    alerts.getString(alert + "lastPeriod"),
                    alerts.getString(alert + "raisedValue"),
                    alerts.getString(alert + "latestValue")));
        }
        assertThat(found).containsExactly(episodes);
    }

    /** Waits until the rule was looked at with the figures as they are now. */
    private void awaitLook(String rule) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement looked = connection.prepareStatement(LOOKED)) {
            connection.setAutoCommit(false);
            looked.setObject(1, UUID.fromString(rule.substring(rule.lastIndexOf(':') + 1)));
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> count(connection, looked) == 1);
        }
    }

    private static long count(Connection connection, PreparedStatement query) throws SQLException {
        try (Statement bind = connection.createStatement()) {
            bind.execute("select set_config('app.system', 'on', true)");
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } finally {
            connection.rollback();
        }
    }

    private static ObjectNode rule(String product, String metric, String raiseAt, String clearAt) throws IOException {
        return WarningMetricsTest.rule(product.substring("HS22_".length()), metric, raiseAt, clearAt)
                .put("source", "NATIONAL");
    }

    private static String yearly(String product, String partner, String year, String amount, String status) {
        return NationalRows.value("M", product, partner, year, amount, status);
    }

    private static String monthly(String product, String partner, String month, String amount, String status) {
        return yearly(product, partner, month, amount, status)
                .replace("NATIONAL_A", "NATIONAL_M")
                .replace(",A,KR,M,", ",M,KR,M,");
    }
}

package org.ckep.trade.figures;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** No statement of an indicator or of the mirror view works without end. */
@QuarkusTest
class StatementLimitTest {
    @Inject
    DataSource dataSource;

    @Test
    void whatTakesTooLongIsBrokenOffAndSaysSo() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Whoever reads figures waits for this transaction, as for a statement that does not end.
                statement.execute("lock table trade_observation in access exclusive mode");
                assertRefused("/trade/v1/mirror?a=CN&b=KR&period=2020");
                assertRefused("/trade/v1/indicators/tsi/values?source=DOTS&period=2020&reporter=KR");
            } finally {
                connection.rollback();
            }
        }
    }

    private static void assertRefused(String address) {
        Response answer = given().get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("detail")).contains("longer than this service allows");
    }
}

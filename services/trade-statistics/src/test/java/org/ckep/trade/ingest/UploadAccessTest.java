package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send figures, and who may know of an upload. */
@QuarkusTest
class UploadAccessTest {
    private static final String COMTRADE = "source=COMTRADE_V1";

    @Inject
    DataSource dataSource;

    @Test
    void aStatisticianSendsFiguresOfTheOwnSideOnly() {
        String korean = new ComtradeFile().row("cmdCode", "010231").text();

        Response foreign = upload(Tokens.user("cn-statistician"), korean, COMTRADE);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:foreign-reporter");
        assertThat(foreign.jsonPath().getString("reporter")).isEqualTo("KR");
        assertThat(foreign.jsonPath().getString("errors[0].parameter")).isEqualTo("reporterCode");
        assertThat(foreign.jsonPath().getString("detail"))
                .isEqualTo("Line 2 holds a figure reported by KR; you may send figures of CN only.");
        assertThat(get("commodity=010231").getList("data")).isEmpty();
        assertThat(as(Tokens.user("cn-statistician"))
                        .get("/trade/v1/uploads/" + foreign.jsonPath().getString("upload.urn"))
                        .jsonPath()
                        .getString("refusal.code"))
                .isEqualTo("foreign-reporter");

        Response own = upload(Tokens.user("kr-statistician"), korean, COMTRADE);
        assertThat(own.statusCode()).isEqualTo(201);
        assertThat(get("commodity=010231").getList("data")).hasSize(1);
    }

    /** Nobody speaks in the name of another body, such as the Monetary Fund. */
    @ParameterizedTest
    @ValueSource(strings = {"DOTS", "GENERATED"})
    void aStatisticianSendsFiguresUnderTheSourcesOfTheOwnSideOnly(String source) {
        String korean = new ComtradeFile().row("cmdCode", "010619").text();

        Response foreign = upload(Tokens.user("kr-statistician"), korean, "source=" + source);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:foreign-source");
        assertThat(foreign.jsonPath().getString("errors[0].parameter")).isEqualTo("source");
        assertThat(foreign.jsonPath().getString("detail"))
                .isEqualTo(
                        "Statisticians of KR send figures under COMTRADE_BULK, COMTRADE_LEGACY, COMTRADE_V1, NATIONAL;"
                                + " figures of " + source + " are not theirs.");
        assertThat(get("commodity=010619").getList("data")).isEmpty();
    }

    @Test
    void theOtherSideAndThePublicLearnNothingOfAnUpload() {
        Response own = upload(
                Tokens.user("kr-statistician"),
                new ComtradeFile().row("cmdCode", "010239").text(),
                COMTRADE);
        String address = "/trade/v1/uploads/" + own.jsonPath().getString("urn");

        Response mine = as(Tokens.user("kr-statistician")).get(address);
        assertThat(mine.statusCode()).isEqualTo(200);
        assertThat(as(Tokens.user("kr-statistician"))
                        .header("If-None-Match", mine.header("ETag"))
                        .get(address)
                        .statusCode())
                .isEqualTo(304);
        Response hidden = as(Tokens.user("cn-statistician")).get(address);
        Response unknown = as(Tokens.user("cn-statistician")).get("/trade/v1/uploads/" + UUID.randomUUID());
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(withoutInstance(hidden)).isEqualTo(withoutInstance(unknown));
        assertThat(as(Tokens.user("cn-statistician")).get(address + "/errors").statusCode())
                .isEqualTo(404);
        assertThat(given().get(address).statusCode()).isEqualTo(401);
        assertThat(as(Tokens.user("kr-maker")).get(address).statusCode()).isEqualTo(403);
    }

    @Test
    void whoMayNotUploadIsToldSo() {
        String file = new ComtradeFile().row("cmdCode", "010290").text();
        assertThat(given().contentType("text/csv")
                        .body(file)
                        .post("/trade/v1/uploads?" + COMTRADE)
                        .statusCode())
                .isEqualTo(401);
        assertThat(upload(Tokens.expired(), file, COMTRADE).statusCode()).isEqualTo(401);
        assertThat(upload(Tokens.user("kr-maker"), file, COMTRADE).statusCode()).isEqualTo(403);
        assertThat(upload(Tokens.withoutScopes(), file, COMTRADE).statusCode()).isEqualTo(403);
        assertThat(get("commodity=010290").getList("data")).isEmpty();
    }

    /** The second lock: a session that has bound no viewer, or another one, reads no upload. */
    @Test
    void theDatabaseItselfHidesUploads() throws SQLException {
        upload(
                Tokens.user("kr-statistician"),
                new ComtradeFile()
                        .row("cmdCode", "010410")
                        .row("primaryValue", "x")
                        .text(),
                COMTRADE);
        assertThat(count("upload", "")).isZero();
        assertThat(count("upload_error", "CN")).isZero();
        assertThat(count("upload", "KR")).isPositive();
        assertThat(count("upload_error", "KR")).isPositive();
    }

    private long count(String table, String side) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.side', '" + side + "', true)");
            try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1);
            } finally {
                connection.rollback();
            }
        }
    }

    private static JsonPath get(String query) {
        return given().get("/trade/v1/series?" + query).jsonPath();
    }

    private static String withoutInstance(Response answer) {
        return answer.body().asString().replaceAll("\"instance\":\"[^\"]*\"", "");
    }
}

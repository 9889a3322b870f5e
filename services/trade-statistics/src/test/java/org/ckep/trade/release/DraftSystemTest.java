package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/** A trade system in a draft is hidden with it; the months are those of this test alone, since a reporter has one system. */
@QuarkusTest
class DraftSystemTest {
    private static final String HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,TRADE_SYSTEM\n";
    private static final String ADDRESS = "/trade/sdmx/v1/data/DF_BTS_NATIONAL_M/M.KR.M.HS22_900610...";

    private static final String ANNUAL = ADDRESS.replace("NATIONAL_M/M.", "NATIONAL_A/A.");

    @Inject
    DataSource dataSource;

    private static String row(String month, String value, String system) {
        return "dataflow,CKEP:DF_BTS_NATIONAL_M(1.0.0),M,M,KR,M,HS22_900610,CN,C00,TRADE_VALUE," + month + "," + value
                + ",USD," + system + "\n";
    }

    private static Response send(String row, String options) {
        return as(Releases.maker())
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0")
                .body((HEADER + row).getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?source=NATIONAL" + options);
    }

    private static Response published(String address) {
        return given().accept("application/vnd.sdmx.structurespecificdata+xml;version=2.1")
                .get(address);
    }

    private long rows(JsonPath release, String side) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.side', '" + side + "', true)");
            try (ResultSet row = statement.executeQuery(
                    "select count(*) from release_trade_system where release_id = '" + Releases.id(release) + "'")) {
                row.next();
                return row.getLong(1);
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void itIsToldFromThePublicationOnAndTakenBackWithTheRelease() throws SQLException {
        assertThat(send(row("2021-01", "5", ""), "").statusCode()).isEqualTo(201);
        String tag = published(ADDRESS).header("ETag");
        String before = published(ADDRESS).xmlPath().getString("StructureSpecificData.Header.Prepared");
        JsonPath draft = Releases.draft();
        assertThat(send(row("2021-02", "6", "S"), "&release=" + draft.getString("urn"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(rows(draft, "KR")).isEqualTo(1);
        assertThat(rows(draft, "CN")).isZero();
        assertThat(published(ADDRESS).header("ETag")).isEqualTo(tag);
        assertThat(published(ADDRESS).asString()).doesNotContain("TRADE_SYSTEM");
        assertThat(as(Tokens.user("kr-statistician")).get(ADDRESS).asString()).doesNotContain("TRADE_SYSTEM");

        assertThat(Releases.step(draft, Releases.PUBLISH).statusCode()).isEqualTo(200);
        assertThat(published(ADDRESS).xmlPath().getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                .isEqualTo("S");
        String changes = ADDRESS + "?updatedAfter=" + before;
        assertThat(published(changes)
                        .xmlPath()
                        .getList("StructureSpecificData.DataSet.Series.Obs.@TIME_PERIOD", String.class))
                .containsExactly("2021-01", "2021-02");

        assertThat(Releases.step(draft, Releases.WITHDRAW).statusCode()).isEqualTo(200);
        assertThat(published(ADDRESS).xmlPath().getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                .isEqualTo("_X");
        assertThat(published(ADDRESS)
                        .xmlPath()
                        .getList("StructureSpecificData.DataSet.Series.Obs.@TIME_PERIOD", String.class))
                .containsExactly("2021-01");
    }

    /** The figures of the other one still stand there, and with them what it says of them; annual ones, which have a system of their own. */
    @Test
    void whatAnotherReleaseTellsAsWellStaysWhenOneIsWithdrawn() {
        JsonPath first = told("2013");
        JsonPath second = told("2014");
        assertThat(Releases.step(first, Releases.WITHDRAW).statusCode()).isEqualTo(200);
        assertThat(published(ANNUAL).xmlPath().getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                .isEqualTo("S");
        JsonPath third = told("2015");
        assertThat(Releases.step(third, Releases.WITHDRAW).statusCode()).isEqualTo(200);
        assertThat(published(ANNUAL).xmlPath().getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                .isEqualTo("S");
        assertThat(send(annual("2016", ""), "").statusCode()).isEqualTo(201);
        assertThat(Releases.step(second, Releases.WITHDRAW).statusCode()).isEqualTo(200);
        assertThat(published(ANNUAL).xmlPath().getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                .isEqualTo("_X");
    }

    private static String annual(String year, String system) {
        return row(year, "7", system).replace("NATIONAL_M", "NATIONAL_A").replace(",M,M,KR,", ",M,A,KR,");
    }

    private static JsonPath told(String year) {
        JsonPath release = Releases.draft();
        assertThat(send(annual(year, "S"), "&release=" + release.getString("urn"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(Releases.step(release, Releases.PUBLISH).statusCode()).isEqualTo(200);
        return release;
    }
}

package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_3_0;
import static org.ckep.trade.sdmx.SubmittedMessages.address;
import static org.ckep.trade.sdmx.SubmittedMessages.as;
import static org.ckep.trade.sdmx.SubmittedMessages.codeList;
import static org.ckep.trade.sdmx.SubmittedMessages.get;
import static org.ckep.trade.sdmx.SubmittedMessages.korean;
import static org.ckep.trade.sdmx.SubmittedMessages.newId;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structures and schemas as they were at an instant. */
@QuarkusTest
class StructureVintageTest {
    private static final String CODES = "Structure.Structures.Codelists.Codelist.Code";

    @Inject
    DataSource dataSource;

    /** An instant between what was done before and what comes after, by the clock that gives revisions theirs. */
    private Instant between() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /** Changes a list, and tells when. */
    private static Instant named(String list, String csv) {
        Response answer = TradeApi.as(Tokens.user(list.equals("CL_AREA") ? "secretariat" : "kr-statistician"))
                .header("Content-Type", "text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/codelists/" + list + "/imports");
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
        return Instant.parse(answer.jsonPath().getString("at"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v1/codelist/CKEP/CL_VALUATION/latest/FOB", "v2/structure/codelist/CKEP/CL_VALUATION/+/FOB"})
    void aListHasTheNamesThatItHadThen(String path) throws SQLException {
        named("CL_VALUATION", "code,ko\nFOB,본선 인도 가격 " + path.charAt(1) + "\n");
        Instant then = between();
        named("CL_VALUATION", "code,ko\nFOB,본선 인도\n");

        assertThat(get(path, ML_3_0).xmlPath().getList(CODES + ".Name", String.class))
                .contains("본선 인도");
        Response former = get(path + "?asOf=" + then, ML_3_0);
        assertThat(former.xmlPath().getList(CODES + ".Name", String.class))
                .contains("본선 인도 가격 " + path.charAt(1))
                .doesNotContain("본선 인도");
        assertThat(former.header("ETag")).isNotEqualTo(get(path, ML_3_0).header("ETag"));
    }

    @Test
    void aSubmittedDraftIsToldAsItWasUntilItWent() throws SQLException {
        String id = newId("CL_THEN");
        String path = "v2/structure/codelist/KCS/" + id + "/1.0.0-draft";
        Instant before = between();
        assertThat(korean(ML_3_0, codeList(id, "1.0.0-draft", "A")).statusCode())
                .isEqualTo(201);
        Instant first = between();
        assertThat(as().contentType(ML_3_0)
                        .body(codeList(id, "1.0.0-draft", "A", "B"))
                        .put(address(path))
                        .statusCode())
                .isEqualTo(200);
        Instant second = between();
        assertThat(as().delete(address(path)).statusCode()).isEqualTo(200);

        assertThat(get(path + "?asOf=" + before, ML_3_0).statusCode()).isEqualTo(404);
        assertThat(codes(path, first)).containsExactly("A");
        assertThat(codes(path, second)).containsExactly("A", "B");
        assertThat(get(path + "?asOf=" + between(), ML_3_0).statusCode()).isEqualTo(404);
        assertThat(get(path, ML_3_0).statusCode()).isEqualTo(404);
    }

    private static List<String> codes(String path, Instant asOf) {
        return get(path + "?asOf=" + asOf, ML_3_0).xmlPath().getList(CODES + ".@id", String.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void aSchemaAllowsTheCodesOfThen(String root) throws SQLException {
        String area = root.equals("v1") ? "X1" : "X2";
        Instant then = between();
        named("CL_AREA", "code,kind,en\n" + area + ",SPECIAL,Somewhere\n");
        String path = root + "/schema/dataflow/CKEP/DF_BTS_COMTRADE_A";
        String type = "application/vnd.sdmx.schema+xml;version=2.1";
        String code = "value=\"" + area + "\"";
        assertThat(get(path, type).asString()).contains(code);
        assertThat(get(path + "?asOf=" + then, type).asString())
                .doesNotContain(code)
                .contains("value=\"KR\"");
    }

    @ParameterizedTest
    @CsvSource({
        "X4, v1/schema/dataflow/CKEP/DF_BTS_NATIONAL_A, schema+xml;version=2.1",
        "X5, v2/schema/datastructure/CKEP/DSD_BTS, schema+json;version=2.1.0",
        "X6, v2/schema/provisionagreement/CKEP/PA_NATIONAL_A_KCS, schema+xml;version=3.0.0"
    })
    void aSchemaHasChangedSinceItsListsHave(String area, String path, String type) {
        String accept = "application/vnd.sdmx." + type;
        Response before = get(path, accept);
        Instant changed = named("CL_AREA", "code,kind,en\n" + area + ",SPECIAL,Somewhere\n");

        Response after = given().accept(accept)
                .header("If-None-Match", before.header("ETag"))
                .get(address(path));
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.asString()).contains("\"" + area + "\"");
        assertThat(lastModified(after)).isEqualTo(changed.truncatedTo(ChronoUnit.SECONDS));
        assertThat(given().accept(accept)
                        .header("If-Modified-Since", after.header("Last-Modified"))
                        .get(address(path))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aSchemaOfAnInstantHasNotChangedSince() throws SQLException {
        Instant then = between();
        named("CL_AREA", "code,kind,en\nX7,SPECIAL,Somewhere\n");
        Response former = get(
                "v2/schema/dataflow/CKEP/DF_BTS_COMTRADE_A?asOf=" + then,
                "application/vnd.sdmx.schema+xml;version=3.0.0");
        assertThat(lastModified(former)).isEqualTo(then.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Instant lastModified(Response answer) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(answer.header("Last-Modified")));
    }

    /** What refers to a list is told with the list of then. */
    @Test
    void whatBelongsToAStructureIsThatOfThen() throws SQLException {
        Instant then = between();
        named("CL_AREA", "code,kind,en\nX3,SPECIAL,Anywhere\n");
        String path = "v2/structure/datastructure/CKEP/DSD_BTS/+?references=children";
        assertThat(get(path, ML_3_0).asString()).contains("id=\"X3\"");
        assertThat(get(path + "&asOf=" + then, ML_3_0).asString())
                .doesNotContain("id=\"X3\"")
                .contains("id=\"KR\"");
    }

    /** Before there were any figures there was nothing to tell. */
    @Test
    void theActualConstraintIsThatOfThen() {
        String path = "v2/structure/dataconstraint/CKEP/CA_DF_BTS_COMTRADE_A/+";
        assertThat(TradeApi.upload(new ComtradeFile().row("cmdCode", "440310").text(), "source=COMTRADE_V1")
                        .statusCode())
                .isEqualTo(201);
        assertThat(get(path, ML_3_0).statusCode()).isEqualTo(200);
        assertThat(get(path + "?asOf=2001-01-01", ML_3_0).statusCode()).isEqualTo(404);
    }
}

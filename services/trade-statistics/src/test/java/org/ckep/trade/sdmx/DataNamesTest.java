package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.ckep.testing.Tokens;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names beside figures, which change at instants of their own. */
@QuarkusTest
class DataNamesTest {
    private String commodity = "";

    @BeforeEach
    void uploadAProductOfThisTest() {
        commodity = UploadedProduct.uploaded().code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data+json;version=1.0.0",
                "data+json;version=2.1.0",
                "data+csv;version=1.0.0;labels=both",
                "data+csv;version=2.0.0;labels=name"
            })
    void nobodyHoldsAnAnswerWithANameThatWasPutRight(String type) {
        named("CL_COMMODITY", "?edition=HS22", "code,en\n" + commodity + ",Lithium\n");
        Response first = get(type, "", "", "");
        assertThat(first.asString()).contains("Lithium").doesNotContain("Lithium hydroxide");
        assertThat(get(type, "", "If-None-Match", first.header("ETag")).statusCode())
                .isEqualTo(304);
        assertThat(get(type, "", "If-Modified-Since", first.header("Last-Modified"))
                        .statusCode())
                .isEqualTo(304);

        Instant corrected = named("CL_COMMODITY", "?edition=HS22", "code,en\n" + commodity + ",Lithium hydroxide\n");
        Response second = get(type, "", "If-None-Match", first.header("ETag"));
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.asString()).contains("Lithium hydroxide");
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(second.header("Last-Modified"))))
                .isEqualTo(corrected.truncatedTo(ChronoUnit.SECONDS));
        assertThat(get(type, "", "If-None-Match", second.header("ETag")).statusCode())
                .isEqualTo(304);
    }

    /** The list of an attribute counts as those of dimensions do. */
    @ParameterizedTest
    @CsvSource({
        "data+json;version=2.1.0, 200",
        "data+csv;version=2.1.0;labels=both, 200",
        "data+csv;version=2.1.0, 304",
        "genericdata+xml;version=2.1, 304",
        "data+xml;version=3.0.0, 304"
    })
    void whatTellsNoNamesStaysAsItIs(String type, int status) {
        named("CL_VALUATION", "", "code,ko\nCIF,운임 보험료 포함 " + commodity + "\n");
        Response first = get(type, "", "", "");
        named("CL_VALUATION", "", "code,ko\nCIF,운임·보험료 포함 가격 " + commodity + "\n");
        assertThat(get(type, "", "If-None-Match", first.header("ETag")).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data+json;version=2.1.0", "data+csv;version=2.0.0;labels=both"})
    void figuresOfAnInstantHaveTheNamesOfThen(String type) {
        Instant then = named("CL_COMMODITY", "?edition=HS22", "code,en\n" + commodity + ",Lithium\n");
        named("CL_COMMODITY", "?edition=HS22", "code,en\n" + commodity + ",Lithium hydroxide\n");

        assertThat(get(type, "?asOf=" + then, "", "").asString())
                .contains("Lithium")
                .doesNotContain("Lithium hydroxide")
                .contains("China");
        assertThat(get(type, "", "", "").asString()).contains("Lithium hydroxide");
    }

    private Response get(String type, String parameters, String header, String value) {
        String address = UploadedProduct.address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE");
        return (header.isEmpty() ? given() : given().header(header, value))
                .accept("application/vnd.sdmx." + type)
                .get(address + parameters);
    }

    /** Changes a list, and tells when. */
    private static Instant named(String list, String parameters, String csv) {
        Response answer = TradeApi.as(Tokens.user("kr-statistician"))
                .header("Content-Type", "text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/codelists/" + list + "/imports" + parameters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Instant.parse(answer.jsonPath().getString("at"));
    }
}

package org.ckep.trade.conversion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.conversion.Tables.put;
import static org.ckep.trade.conversion.Tables.take;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports of the tables by which figures are converted. */
@QuarkusTest
class ConversionTableTest {
    @BeforeEach
    void importLinks() {
        put("HS22_HS17", "960110,960111", "960120,960121", "960120,960122", "960120,960123");
        put("HS22_HS17_WEIGHTS", "960120,960121,0.5", "960120,960122,0.5");
        put("HS22_HS17_CONVERSION", "960120,960121");
    }

    private static JsonPath correspondence(String id) {
        JsonPath all = given().get("/trade/v1/correspondences").jsonPath();
        return all.setRootPath("data.find { it.id == '" + id + "' }.");
    }

    @ParameterizedTest
    @CsvSource({
        "HS22_HS17_WEIGHTS, 960120;960121;0.5 960120;960122;0.4, weights-sum, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;0.5 960120;960122;0.500000001, weights-sum, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;0 960120;960122;1, invalid-weight, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;-0.5 960120;960122;1, invalid-weight, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;1.5, invalid-weight, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;0.0000000001, invalid-weight, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;1e0, invalid-weight, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;half, invalid-weight, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;, missing-value, /2/weight",
        "HS22_HS17_WEIGHTS, 960120;960121;0.5 960120;960121;0.5, link-twice, /3/source",
        "HS22_HS17_WEIGHTS, 960120;960199;1, unknown-link, /2/target",
        "HS22_HS17_WEIGHTS, 960199;960121;1, unknown-link, /2/target",
        "HS22_HS17_WEIGHTS, 96012;960121;1, zeros-lost, /2/source",
        "HS22_HS17_WEIGHTS, 960120;9601AA;1, unknown-code, /2/target",
        "HS22_HS17_CONVERSION, 960120;960199, unknown-link, /2/target",
        "HS22_HS17_CONVERSION, 960120;960121 960120;960122, two-targets, /3/source",
        "HS22_HS17_CONVERSION, 960120;960121 960120;960121, link-twice, /3/source"
    })
    void aWrongTableIsNamedAndNothingIsTaken(String table, String rows, String code, String pointer) {
        int before = correspondence(table).getInt("revision");
        Response answer =
                take(table, Tables.file(table, List.of(rows.replace(';', ',').split(" "))));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
        assertThat(correspondence(table).getInt("revision")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "HS22_HS17_WEIGHTS, source;target, column-missing",
        "HS22_HS17_CONVERSION, source;target;weight, column-unknown",
        "HS22_HS17_WEIGHTS, source;target;weight;share, column-unknown",
        "HS22_HS17_WEIGHTS, source;target;weight;weight, column-twice"
    })
    void wrongColumnsAreRefused(String table, String header, String code) {
        String titles = header.replace(';', ',');
        String row =
                titles.replace("source", "960120").replace("target", "960121").replaceAll("weight|share", "1");
        Response answer = take(table, titles + "\n" + row + "\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
    }

    @Test
    void aTableWithTooManyRowsIsRefused() {
        StringBuilder file = new StringBuilder("source,target\n");
        for (int i = 0; i <= 50_000; i++) {
            file.append("960110,960111\n");
        }
        Response answer = take("HS22_HS17_CONVERSION", file.toString());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(413);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void aTableTellsWhereItComesFromAndHowLongItHolds() {
        String file = "source,target\n960120,960122\n";
        JsonPath revision = take(
                        "HS22_HS17_CONVERSION?origin=Invented%20tables,%202nd%20edition&validFrom=2022-01-01&validTo=2026-12-31",
                        file)
                .jsonPath();
        assertThat(revision.getString("origin")).isEqualTo("Invented tables, 2nd edition");
        int number = revision.getInt("revision");
        JsonPath now = correspondence("HS22_HS17_CONVERSION");
        assertThat(now.getString("origin")).isEqualTo("Invented tables, 2nd edition");
        assertThat(now.getString("validFrom")).isEqualTo("2022-01-01");
        assertThat(now.getString("validTo")).isEqualTo("2026-12-31");
        assertThat(now.getString("ofLinks")).isEqualTo("HS22_HS17");

        // The same links once more: by the same origin and by none nothing is new, by another one there is.
        assertThat(take("HS22_HS17_CONVERSION", file).statusCode()).isEqualTo(200);
        Response other = take("HS22_HS17_CONVERSION?origin=Invented%20tables,%203rd%20edition", file);
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(other.jsonPath().getInt("added")).isZero();
        JsonPath revisions =
                given().get("/trade/v1/list-revisions/HS22_HS17_CONVERSION").jsonPath();
        assertThat(revisions.getList("data.revision", Integer.class)).startsWith(number + 1, number);
        assertThat(revisions.getList("data.origin", String.class))
                .startsWith("Invented tables, 3rd edition", "Invented tables, 2nd edition");
        assertThat(revisions.getString("data[1].validTo")).isEqualTo("2026-12-31");
    }

    @Test
    void aWeightThatChangesIsARevision() {
        String links = "/trade/v1/correspondences/HS22_HS17_WEIGHTS/links?source=960120";
        int before = correspondence("HS22_HS17_WEIGHTS").getInt("revision");
        JsonPath revision = take("HS22_HS17_WEIGHTS", "source,target,weight\n960120,960121,0.250\n960120,960122,0.75\n")
                .jsonPath();
        assertThat(revision.getInt("added")).isEqualTo(2);
        assertThat(revision.getInt("removed")).isEqualTo(2);
        assertThat(given().get(links).jsonPath().getList("data.weight")).containsExactly("0.25", "0.75");
        assertThat(given().get(links + "&revision=" + before).jsonPath().getList("data.weight"))
                .containsExactly("0.5", "0.5");
        assertThat(take("HS22_HS17_WEIGHTS", "source,target,weight\n960120,960122,.75\n960120,960121,0.25\n")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "validFrom=2022, validFrom",
        "validTo=31.12.2022, validTo",
        "validFrom=2022-01-02&validTo=2022-01-01, validTo"
    })
    void wrongDaysOfATableAreRefused(String parameters, String parameter) {
        Response answer = take("HS22_HS17_CONVERSION?" + parameters, "source,target\n960120,960122\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS22_HS17_CONVERSION", "HS22_HS17_WEIGHTS", "HS17_HS12_CONVERSION", "HS17_HS12_WEIGHTS"})
    void onlyStatisticiansOfASideImportTables(String table) {
        String file = Tables.file(table, List.of(table.contains("WEIGHTS") ? "960120,960123,1" : "960120,960123"));
        int before = correspondence(table).getInt("revision");
        assertThat(given().contentType("text/csv")
                        .body(file)
                        .post("/trade/v1/correspondences/" + table + "/imports")
                        .statusCode())
                .isEqualTo(401);
        assertThat(take(Tokens.expired(), table, file).statusCode()).isEqualTo(401);
        assertThat(take(Tokens.withoutScopes(), table, file).statusCode()).isEqualTo(403);
        for (String caller : List.of("kr-maker", "cn-checker", "secretariat")) {
            assertThat(take(Tokens.user(caller), table, file).statusCode())
                    .as(caller)
                    .isEqualTo(403);
        }
        assertThat(take(Tokens.loader(), table, file).statusCode()).isEqualTo(403);
        assertThat(correspondence(table).getInt("revision")).isEqualTo(before);
    }
}

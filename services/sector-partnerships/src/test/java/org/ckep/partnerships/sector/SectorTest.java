package org.ckep.partnerships.sector;

import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.ValueProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SectorTest {
    private static final String PATH = "sectors/register-observed";

    @BeforeEach
    void load() {
        Fixture.load(SectorTest.class);
    }

    private static String body(String code, String more) {
        return """
                {"code": "%s", "name": {"en": "A sector"}, "growthArea": false, "sources": ["%s"]%s}""".formatted(code, Fixture.urn("SRC-0001"), more);
    }

    @Test
    void theSecretariatAddsChangesAndRetiresASector() {
        Api secretariat = Api.secretariat();
        secretariat
                .post(PATH, body("CHEM", ", \"isic\": [\"2011\"], \"hs\": [\"28\", \"2825\", \"282520\"]"))
                .then()
                .statusCode(201)
                .header("Location", endsWith("/partnerships/v1/sectors/CHEM"))
                .header("ETag", matchesPattern("\"[A-Za-z0-9_-]{27}\""))
                .body("displayId", matchesPattern("CK-SEC-.*"))
                .body("hs", contains("28", "2825", "282520"));
        secretariat
                .patch("sectors/CHEM", "{\"growthArea\": true, \"validTo\": \"2030-12-31\"}")
                .then()
                .statusCode(200)
                .body("growthArea", is(true))
                .body("validTo", is("2030-12-31"))
                .body("isic", contains("2011"));
        Api.PUBLIC.get("sectors?validOn=2031-01-01&limit=100").then().body("data.code", not(hasItem("CHEM")));
        Api.PUBLIC.get("sectors?validOn=2030-12-31&limit=100").then().body("data.code", hasItem("CHEM"));
        Api.PUBLIC.get("sectors?growthArea=true").then().body("data.code", containsInAnyOrder("BATT", "NEV", "CHEM"));
        Api.PUBLIC.get("sectors?parent=NEWEN").then().body("data.code", containsInAnyOrder("BATT", "NEV", "H2"));
    }

    @Test
    void aSectorRetiredAtThatDateIsRefusedAndAnEarlierDateIsNot() {
        Api.secretariat()
                .post(PATH, body("OLD", ", \"validTo\": \"2020-12-31\""))
                .then()
                .statusCode(201);
        String relation = """
                {"sector": "OLD", "side": "CN", "strengths": [{"en": "x"}], "modality": "ASSERTED", "sources": ["%s"]}""".formatted(Fixture.urn("SRC-0001"));
        Api.loader()
                .post("complementarities/register-observed", relation)
                .then()
                .spec(problemAt(SectorProblem.SECTOR_RETIRED, "/sector"));
        String rank = """
                {"orgId": "%s", "metric": "OUTPUT", "rank": 1, "sector": "OLD", "modality": "ASSERTED", "asOf": "%s",
                 "sources": ["%s"]}""";
        Api.loader()
                .post(
                        "rank-claims/register-observed",
                        rank.formatted(Fixture.urn("ORG-BAIC"), "2020", Fixture.urn("SRC-0001")))
                .then()
                .statusCode(201);
        Api.loader()
                .post(
                        "rank-claims/register-observed",
                        rank.formatted(Fixture.urn("ORG-BAIC"), "2021", Fixture.urn("SRC-0001")))
                .then()
                .spec(problemAt(SectorProblem.SECTOR_RETIRED, "/sector"));
    }

    static Stream<Arguments> badInputs() {
        return Stream.of(
                Arguments.of("\"hs\": [\"28.11.11\"]", SectorProblem.HS_CODE_INVALID, "/hs/0"),
                Arguments.of("\"hs\": [\"2811\", \"28111\"]", SectorProblem.HS_CODE_INVALID, "/hs/1"),
                Arguments.of("\"hs\": [\"85AB\"]", SectorProblem.HS_CODE_INVALID, "/hs/0"),
                Arguments.of("\"isic\": [\"26\"]", SectorProblem.ISIC_CODE_INVALID, "/isic/0"),
                Arguments.of("\"parent\": \"NOPE\"", SectorProblem.SECTOR_UNKNOWN, "/parent"),
                Arguments.of("\"parent\": \"BADX\"", SectorProblem.SECTOR_CYCLE, "/parent"),
                Arguments.of(
                        "\"validFrom\": \"2026-01-02\", \"validTo\": \"2026-01-01\"",
                        SectorProblem.SECTOR_VALIDITY_REVERSED,
                        "/validTo"),
                Arguments.of("\"colour\": \"red\"", KernelProblem.UNKNOWN_PROPERTY, "/colour"),
                Arguments.of("\"validTo\": \"2026-02-30\"", ValueProblem.DATE_INVALID, "/validTo"));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void badInputIsRefusedWithItsPlace(String more, ProblemType type, String pointer) {
        Api.loader().post(PATH, body("BADX", ", " + more)).then().spec(problemAt(type, pointer));
        Api.PUBLIC.get("sectors/BADX").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void aCodeIsGivenOnce() {
        Api.loader().post(PATH, body("SEMI", "")).then().spec(problemAt(SectorProblem.SECTOR_CODE_TAKEN, "/code"));
        Api.loader().post(PATH, body("lower", "")).then().spec(problemAt(KernelProblem.INVALID_VALUE, "/code"));
    }

    @Test
    void aSectorNeedsASourceAndAPlainName() {
        Api.loader()
                .post(PATH, "{\"code\": \"NOSRC\", \"name\": {\"en\": \"x\"}, \"growthArea\": false, \"sources\": []}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/sources"));
        Api.loader()
                .post(PATH, body("HTML", "").replace("A sector", "<b>A sector</b>"))
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, "/name/en"));
    }

    @Test
    void aSectorCannotBecomeItsOwnAncestor() {
        Api.secretariat()
                .patch("sectors/NEWEN", "{\"parent\": \"BATT\"}")
                .then()
                .spec(problemAt(SectorProblem.SECTOR_CYCLE, "/parent"));
    }

    @Test
    void aChangeNeedsTheTagOfWhatIsChanged() {
        Api secretariat = Api.secretariat();
        secretariat
                .patch("sectors/GREEN", null, "{\"growthArea\": true}")
                .then()
                .spec(problemAt(KernelProblem.PRECONDITION_REQUIRED, "If-Match"));
        secretariat
                .patch("sectors/GREEN", "\"stale\"", "{\"growthArea\": true}")
                .then()
                .spec(problemAt(KernelProblem.STALE, "If-Match"));
        // The tag of the view with the head is as good as that of the plain one.
        secretariat
                .patch("sectors/GREEN", secretariat.etag("sectors/GREEN?expand=record"), "{\"isic\": [\"3600\"]}")
                .then()
                .statusCode(200);
    }

    @Test
    void chineseTextInTheKoreanFieldIsWarnedOf() {
        Api.loader()
                .post(PATH, body("WARN", "").replace("{\"en\": \"A sector\"}", "{\"en\": \"steel\", \"ko\": \"钢铁\"}"))
                .then()
                .statusCode(201)
                .body("warnings[0].pointer", is("/name/ko"))
                .body("warnings[0].code", is("script-mismatch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01", "%2B999999999-12-31", "1066-10-14", "tomorrow"})
    void aDayThatNoRecordMayNameIsRefused(String day) {
        Api.PUBLIC.get("sectors?validOn=" + day).then().spec(problemAt(KernelProblem.INVALID_VALUE, "validOn"));
    }
}

package org.ckep.partnerships.sourcing;

import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.partnerships.Fixture;
import org.ckep.partnerships.organisation.OrganisationProblem;
import org.ckep.partnerships.sector.SectorProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class SourcingTest {
    private static final String OBSERVED = "sourcing-relations/register-observed";

    @BeforeEach
    void load() {
        Fixture.load(SourcingTest.class);
    }

    private static String body(String hs, String adoption, String more) {
        return Fixture.resolve("""
                {"buyer": "${ORG-SKON}", "material": {"en": "graphite"}, "hs": "%s", "originCountry": "CN",
                 "adoption": "%s", "sector": "BATT", "modality": "ASSERTED", "sources": ["${SRC-0001}"]%s}""".formatted(hs, adoption, more.isEmpty() ? "" : ", " + more));
    }

    static Stream<Arguments> badInputs() {
        return Stream.of(
                Arguments.of("28.11.11", "PARTIAL", "", SectorProblem.HS_CODE_INVALID, "/hs"),
                Arguments.of("28111", "PARTIAL", "", SectorProblem.HS_CODE_INVALID, "/hs"),
                Arguments.of("2811", "PARTIAL", "", SectorProblem.HS_CODE_INVALID, "/hs"),
                Arguments.of("28111A", "PARTIAL", "", SectorProblem.HS_CODE_INVALID, "/hs"),
                Arguments.of(
                        "250410",
                        "FULL",
                        "\"share\": {\"exact\": \"40\"}",
                        SourcingProblem.FULL_ADOPTION_WITH_PARTIAL_SHARE,
                        "/share"),
                Arguments.of("250410", "SOME", "", KernelProblem.INVALID_VALUE, "/adoption"),
                Arguments.of(
                        "250410", "PARTIAL", "\"share\": {\"exact\": \"101\"}", KernelProblem.INVALID_VALUE, "/share"),
                Arguments.of(
                        "250410",
                        "PARTIAL",
                        "\"suppliers\": [{\"orgId\": \"urn:ckep:organisation:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10\"}]",
                        OrganisationProblem.ORGANISATION_UNKNOWN,
                        "/suppliers/0/orgId"),
                Arguments.of("250410", "PARTIAL", "\"price\": 3", KernelProblem.UNKNOWN_PROPERTY, "/price"));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void badInputIsRefusedWithItsPlace(String hs, String adoption, String more, ProblemType type, String pointer) {
        Api.loader().post(OBSERVED, body(hs, adoption, more)).then().spec(problemAt(type, pointer));
    }

    @Test
    void aRelationNamesAnOriginAndABuyerOfTheRightKind() {
        String none = body("250410", "PARTIAL", "").replace("\"originCountry\": \"CN\",", "");
        Api.loader().post(OBSERVED, none).then().spec(problemAt(SourcingProblem.ORIGIN_MISSING, "/originCountry"));
        Api.loader()
                .post(OBSERVED, body("250410", "PARTIAL", "").replace("\"CN\"", "\"ZZ\""))
                .then()
                .spec(problemAt(SectorProblem.COUNTRY_CODE_INVALID, "/originCountry"));
        String project = body("250410", "PARTIAL", "")
                .replace(Fixture.urn("ORG-SKON"), "urn:ckep:project:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10");
        Api.loader().post(OBSERVED, project).then().spec(problemAt(SourcingProblem.BUYER_KIND_WRONG, "/buyer"));
        Api.loader()
                .post(OBSERVED, body("250410", "PARTIAL", "").replace("BATT", "NOPE"))
                .then()
                .spec(problemAt(SectorProblem.SECTOR_UNKNOWN, "/sector"));
    }

    @Test
    void p7_sharesOfOneBuyerMaterialAndTimeStayWithin100() {
        String at = "\"asOf\": \"2025\", \"share\": {\"exact\": \"%s\"}";
        Api.loader()
                .post(OBSERVED, body("250420", "MAJOR", at.formatted("70")))
                .then()
                .statusCode(201);
        Api.loader()
                .post(OBSERVED, body("250420", "PARTIAL", at.formatted("30.5")))
                .then()
                .spec(problemAt(SourcingProblem.SOURCING_SHARES_ABOVE_100, "/share"));
        String urn = Api.loader().create(OBSERVED, body("250420", "PARTIAL", at.formatted("30")));
        Api.loader()
                .post(OBSERVED, body("250420", "MAJOR", at.formatted("70").replace("2025", "2024")))
                .then()
                .statusCode(201);
        Api.krMaker()
                .patch(
                        "sourcing-relations/" + urn,
                        Fixture.resolve("{\"share\": {\"exact\": \"31\"}, \"sources\": [\"${NEW-SOURCE}\"]}"))
                .then()
                .spec(problem(SourcingProblem.SOURCING_SHARES_ABOVE_100));
        // C9: a share that the other side hides decides nothing here.
        String hidden = body("250490", "MAJOR", at.formatted("90")).replaceAll(", \"sources\": \\[[^]]*]", "");
        Api.cnMaker().post("sourcing-relations", hidden).then().statusCode(201);
        Api.krMaker().post("sourcing-relations", hidden).then().statusCode(201);
        Api.krMaker()
                .post("sourcing-relations", hidden)
                .then()
                .spec(problem(SourcingProblem.SOURCING_SHARES_ABOVE_100));
    }

    @Test
    void aChangedAdoptionChangesTheAnswer() {
        String path = "sourcing-relations/" + Fixture.urn("SRCG-HF");
        Api.krMaker()
                .patch(path, "{\"adoption\": \"MAJOR\"}")
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        Api.krMaker()
                .patch(path, Fixture.resolve("{\"adoption\": \"MAJOR\", \"sources\": [\"${NEW-SOURCE}\"]}"))
                .then()
                .statusCode(200)
                .body("adoption", is("MAJOR"));
        Api.PUBLIC
                .get("sourcing-relations?adoption=MAJOR&sector=SEMI")
                .then()
                .body("data.urn", contains(Fixture.urn("SRCG-HF")));
        Api.PUBLIC.get("sourcing-relations?adoption=FULL&sector=SEMI").then().body("data", hasSize(0));
    }

    @Test
    void relationsAreFoundByBuyerSupplierOriginCodeAndText() {
        String urn = Api.loader()
                .create(
                        OBSERVED,
                        body(
                                "380110",
                                "TESTING",
                                "\"suppliers\": [{\"orgId\": \"${ORG-XIAOMIAUTO}\"}], "
                                        + "\"alternatives\": [{\"orgId\": \"${ORG-BAIC}\"}]"));
        Api.PUBLIC
                .get("sourcing-relations/" + urn)
                .then()
                .body("buyer.id", is(Fixture.urn("ORG-SKON")))
                .body("buyer.name.en.text", is("SK On"))
                .body("suppliers.name.en.text", contains("Xiaomi Auto"))
                .body("alternatives.name.en.text", contains("BAIC"));
        Api.PUBLIC
                .get("sourcing-relations?supplier=" + Fixture.urn("ORG-XIAOMIAUTO"))
                .then()
                .body("data.urn", contains(urn));
        Api.PUBLIC
                .get("sourcing-relations?supplier=" + Fixture.urn("ORG-BAIC"))
                .then()
                .body("data", hasSize(0));
        Api.PUBLIC.get("sourcing-relations?hs=3801").then().body("data.urn", contains(urn));
        Api.PUBLIC.get("sourcing-relations?hs=%25").then().body("data", hasSize(0));
        Api.PUBLIC.get("sourcing-relations?adoption=TESTING&q=GRAPHITE").then().body("data.urn", contains(urn));
        Api.PUBLIC.get("sourcing-relations?localId=ckep-seed:SRCG-HF").then().body("data", hasSize(1));
    }
}

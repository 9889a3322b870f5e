package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each side brings is each assessor's own: its readers, its weights, its index. */
@QuarkusTest
class ContributionTest {
    private String urn;

    @BeforeEach
    void load() {
        Fixture.load(ContributionTest.class);
        urn = Api.loader().create("partnerships/register-observed", Examples.observed(""));
    }

    private String path() {
        return "partnerships/" + urn + "/contributions";
    }

    private static String weigh(String side, String kind, int weight, String more) {
        return "{\"side\": \"%s\", \"class\": \"%s\", \"weight\": %d%s}".formatted(side, kind, weight, more);
    }

    @Test
    void theTablesThreeCasesThroughTheApi() {
        Api.cnMaker().post(path(), weigh("KR", "TECHNOLOGY", 3, "")).then().statusCode(201);
        Api.cnMaker().post(path(), weigh("KR", "CAPITAL", 3, "")).then().statusCode(201);
        Api.cnMaker()
                .post(path(), weigh("CN", "LABOUR", 3, ""))
                .then()
                .statusCode(201)
                .body("horizontality", hasSize(1))
                .body("horizontality[0].assessedBy", is("CN"))
                .body("horizontality[0].value", is("0.00"))
                .body("horizontality[0].total", is(9));
        Api.krMaker().post(path(), weigh("KR", "IP", 2, "")).then().statusCode(201);
        Api.krMaker()
                .post(path(), weigh("CN", "IP", 3, ""))
                .then()
                .statusCode(201)
                .body("horizontality[0].assessedBy", is("KR"))
                .body("horizontality[0].value", is("0.67"))
                .body("horizontality[0].common", is(2));
        for (String weight : new String[] {
            weigh("KR", "TECHNOLOGY", 3, ""), weigh("CN", "TECHNOLOGY", 2, ""), weigh("CN", "MANUFACTURING", 2, "")
        }) {
            Api.loader().post(path(), weight).then().statusCode(201);
        }
        Api.PUBLIC
                .get("partnerships/" + urn)
                .then()
                .body("horizontality", hasSize(1))
                .body("horizontality[0].assessedBy", is("SOURCE"))
                .body("horizontality[0].value", is("0.40"))
                .body("contributions", hasSize(3));
        // Each side sees the sources' assessment and its own, never the other's.
        Api.cnMaker()
                .get("partnerships/" + urn)
                .then()
                .body("horizontality.assessedBy", contains("CN", "SOURCE"))
                .body("contributions", hasSize(6));
        Api.krMaker()
                .get("partnerships/" + urn)
                .then()
                .body("horizontality.assessedBy", contains("KR", "SOURCE"))
                .body("contributions", hasSize(5));
    }

    @Test
    void anAssessmentThatAViewerMayNotReadChangesNoByteForHim() {
        byte[] before = Api.krMaker().get("partnerships/" + urn).asByteArray();
        String tag = Api.krMaker().etag("partnerships/" + urn);
        Api.cnMaker().post(path(), weigh("KR", "TECHNOLOGY", 3, "")).then().statusCode(201);
        assertThat(Api.krMaker().get("partnerships/" + urn).asByteArray()).isEqualTo(before);
        assertThat(Api.krMaker().etag("partnerships/" + urn)).isEqualTo(tag);
        assertThat(Api.PUBLIC.get("partnerships/" + urn).<Object>path("contributions"))
                .isNull();
    }

    @Test
    void anAssessorReplacesHisOwnWeight() {
        Api.cnMaker().post(path(), weigh("KR", "DATA", 1, "")).then().statusCode(201);
        Api.cnMaker()
                .post(path(), weigh("KR", "DATA", 2, ", \"evidence\": {\"en\": \"fleet data\"}"))
                .then()
                .statusCode(201)
                .body("contributions", hasSize(1))
                .body("contributions[0].weight", is(2))
                .body("contributions[0].evidence.en.text", is("fleet data"))
                .body("contributions[0].classification", is("SIDE"));
    }

    @Test
    void nothingBroughtHasNoIndex() {
        Api.cnMaker()
                .post(path(), weigh("KR", "BRAND", 0, ""))
                .then()
                .statusCode(201)
                .body("contributions[0].weight", is(0))
                .body("horizontality", is(nullValue()));
    }

    @Test
    void p9_weightsAreIntegersFrom0To3() {
        Api.cnMaker()
                .post(path(), weigh("KR", "IP", 7, ""))
                .then()
                .spec(problemAt(PartnershipProblem.WEIGHT_OUT_OF_RANGE, "/weight"));
        Api.cnMaker()
                .post(path(), weigh("KR", "IP", -1, ""))
                .then()
                .spec(problemAt(PartnershipProblem.WEIGHT_OUT_OF_RANGE, "/weight"));
        Api.cnMaker()
                .post(path(), "{\"side\": \"KR\", \"class\": \"IP\", \"weight\": 1.5}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/weight"));
        Api.cnMaker()
                .post(path(), "{\"side\": \"KR\", \"class\": \"LUCK\", \"weight\": 1}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/class"));
    }

    @Test
    void aContributorIsAPartyOfItsOwnSide() {
        Api.cnMaker()
                .post(path(), Fixture.resolve("{\"orgId\": \"${ORG-BAIC}\", \"class\": \"IP\", \"weight\": 1}"))
                .then()
                .spec(problemAt(PartnershipProblem.NOT_A_PARTY, "/orgId"));
        Api.cnMaker()
                .post(
                        path(),
                        Fixture.resolve(
                                "{\"orgId\": \"${ORG-YMTC}\", \"side\": \"KR\", \"class\": \"IP\", \"weight\": 1}"))
                .then()
                .spec(problemAt(PartnershipProblem.PARTY_SIDE_MISMATCH, "/side"));
        Api.cnMaker()
                .post(path(), "{\"class\": \"IP\", \"weight\": 1}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/side"));
    }

    @Test
    void theAssessingSideComesFromTheTokenAndTheReadersAreLimitedByTheRecord() {
        Api.loader()
                .post(path(), weigh("KR", "IP", 1, ", \"asserter\": \"SIDE\""))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
        Api.cnMaker()
                .post(path(), weigh("KR", "IP", 1, ", \"classification\": {\"level\": \"PUBLIC\"}"))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
        Api.cnMaker()
                .post(path(), weigh("KR", "IP", 1, ", \"classification\": {\"level\": \"SIDE\", \"side\": \"KR\"}"))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
        Api.cnMaker()
                .post(path(), weigh("KR", "IP", 1, ", \"classification\": {\"level\": \"BILATERAL\"}"))
                .then()
                .statusCode(201);
        Api.krMaker()
                .get("partnerships/" + urn)
                .then()
                .body("contributions[0].assessedBy", is("CN"))
                .body("contributions[0].classification", is("BILATERAL"));
        String own = Api.cnMaker().create("partnerships", Examples.own(""));
        Api.cnMaker()
                .post(
                        "partnerships/" + own + "/contributions",
                        weigh("KR", "IP", 1, ", \"classification\": {\"level\": \"BILATERAL\"}"))
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/classification"));
    }

    @Test
    void aRepeatedKeyAssessesOnce() {
        String key = "assess:" + urn;
        Api.cnMaker().postOnce(path(), key, weigh("KR", "IP", 1, "")).then().statusCode(201);
        Api.cnMaker()
                .postOnce(path(), key, weigh("KR", "IP", 1, ""))
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true");
        Api.cnMaker()
                .postOnce(path(), key, weigh("KR", "IP", 2, ""))
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
    }
}

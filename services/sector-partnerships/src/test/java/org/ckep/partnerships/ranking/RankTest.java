package org.ckep.partnerships.ranking;

import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.partnerships.organisation.OrganisationProblem;
import org.ckep.partnerships.sector.SectorProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RankTest {
    private static final String BODY = """
            {"orgId": "${ORG-LGES}", "metric": "CELL_OUTPUT", "rank": 3, "asOf": "2025", "sector": "BATT",
             "modality": "MEASURED"}""";

    @BeforeEach
    void load() {
        Fixture.load(RankTest.class);
    }

    @Test
    void aRankIsRegisteredChangedAndFound() {
        Api kr = Api.krMaker();
        String urn = kr.create("rank-claims", Fixture.resolve(BODY));
        kr.get("rank-claims/" + urn)
                .then()
                .body("rank", is(3))
                .body("level", is(nullValue()))
                .body("organisation.name.ko.text", is("LG에너지솔루션"));
        kr.patch("rank-claims/" + urn, "{\"rank\": 2}").then().statusCode(200).body("rank", is(2));
        kr.get("rank-claims?modality=MEASURED").then().body("data", hasSize(1));
        kr.get("rank-claims?organisation=" + Fixture.urn("ORG-LGES")).then().body("data", hasSize(2));
        Api.cnMaker().get("rank-claims/" + urn).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void badInputIsRefusedWithItsPlace() {
        Api kr = Api.krMaker();
        String body = Fixture.resolve(BODY);
        kr.post("rank-claims", body.replace("\"rank\": 3", "\"rank\": 0"))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/rank"));
        kr.post("rank-claims", body.replace("\"rank\": 3,", ""))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/rank"));
        kr.post("rank-claims", body.replace("CELL_OUTPUT", "cell output"))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/metric"));
        kr.post("rank-claims", body.replace("BATT", "NOPE"))
                .then()
                .spec(problemAt(SectorProblem.SECTOR_UNKNOWN, "/sector"));
        kr.post("rank-claims", body.replaceAll("[0-9a-f]{12}\", \"metric", "000000000000\", \"metric"))
                .then()
                .spec(problemAt(OrganisationProblem.ORGANISATION_UNKNOWN, "/orgId"));
    }
}

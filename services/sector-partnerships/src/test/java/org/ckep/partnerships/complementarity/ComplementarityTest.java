package org.ckep.partnerships.complementarity;

import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.partnerships.sector.SectorProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ComplementarityTest {
    private static final String BODY = """
            {"sector": "DIG", "side": "KR", "strengths": [{"en": "networks"}], "modality": "ASSERTED"%s}""";

    @BeforeEach
    void load() {
        Fixture.load(ComplementarityTest.class);
    }

    @Test
    void strengthsAreRegisteredChangedAndHiddenLikeAnyRecord() {
        Api kr = Api.krMaker();
        String urn = kr.create("complementarities", BODY.formatted(""));
        Api.cnMaker().get("complementarities/" + urn).then().spec(problem(KernelProblem.NOT_FOUND));
        kr.patch("complementarities/" + urn, "{\"strengths\": [{\"en\": \"networks\"}, {\"en\": \"displays\"}]}")
                .then()
                .statusCode(200)
                .body("strengths.en.text", contains("networks", "displays"));
        kr.get("complementarities?sector=DIG&side=KR").then().body("data", hasSize(1));
        Api.cnMaker().get("complementarities?sector=DIG&side=KR").then().body("data", hasSize(0));
    }

    @Test
    void badInputIsRefusedWithItsPlace() {
        Api kr = Api.krMaker();
        kr.post("complementarities", BODY.formatted("").replace("DIG", "NOPE"))
                .then()
                .spec(problemAt(SectorProblem.SECTOR_UNKNOWN, "/sector"));
        kr.post("complementarities", BODY.formatted("").replace("[{\"en\": \"networks\"}]", "[]"))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/strengths"));
        kr.post("complementarities", BODY.formatted("").replace("networks", "<i>networks</i>"))
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, "/strengths/0/en"));
        kr.post("complementarities", BODY.formatted(", \"weight\": 3"))
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, "/weight"));
        Api.loader()
                .post("complementarities/register-observed", BODY.formatted(""))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/sources"));
    }

    @Test
    void anOpinionThatBecomesAFactIsInTheDefaultList() {
        String path = "complementarities/" + Fixture.urn("CMP-8");
        Api.PUBLIC.get("complementarities?sector=PREC").then().body("data", hasSize(0));
        Api.cnMaker()
                .patch(path, "{\"modality\": \"ASSERTED\"}")
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        Api.cnMaker()
                .patch(path, Fixture.resolve("{\"modality\": \"ASSERTED\", \"sources\": [\"${NEW-SOURCE}\"]}"))
                .then()
                .statusCode(200)
                .body("modality", is("ASSERTED"));
        Api.PUBLIC.get("complementarities?sector=PREC").then().body("data", hasSize(1));
    }
}

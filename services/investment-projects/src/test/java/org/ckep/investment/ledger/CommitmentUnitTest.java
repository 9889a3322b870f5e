package org.ckep.investment.ledger;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.pending.ByTwoPersons;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule I14: a commitment that is about a unit larger or smaller than what its project invests was perhaps given in another. */
@QuarkusTest
class CommitmentUnitTest {
    private static final String SHARED = ", \"classification\": {\"level\": \"BILATERAL\"}";

    private static String sum(String amount, String currency) {
        return ", \"totalInvestment\": {\"amount\": \"%s\", \"currency\": \"%s\", \"basis\": \"CONTRACTED\"}"
                .formatted(amount, currency);
    }

    private static String committed(String project) {
        return Commitments.made(Api.cnMaker(), project, SHARED);
    }

    @ParameterizedTest
    @CsvSource({"10000, 1000", "100000000000, 10000", "10400000000, 1000", "1000000000000000, 100000000"})
    void i14_anotherUnitIsSuspected(String total, int factor) {
        String project = Api.cnMaker().create("projects", Records.project(SHARED + sum(total, "USD")));
        String commitment = committed(project);
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker(), Api.secretariat())) {
            reader.get(commitment)
                    .then()
                    .body("warnings.code", contains("UNIT_SUSPECT"))
                    .body("warnings[0].at", equalTo("/balance/committed"))
                    .body("warnings[0].against", equalTo("/project"))
                    .body("warnings[0].factor", equalTo(factor));
            reader.get("commitments?project=" + project).then().body("data[0].warnings.factor", contains(factor));
        }
    }

    @ParameterizedTest
    @CsvSource({"10000000, USD", "20000000, USD", "100000000000, CNY", "12000000000, USD"})
    void i14_whatGoesTogetherOrCannotBeComparedWarnsNobody(String total, String currency) {
        String project = Api.cnMaker().create("projects", Records.project(SHARED + sum(total, currency)));
        Api.krMaker().get(committed(project)).then().statusCode(200).body("warnings", nullValue());
    }

    /** What a side hides warns nobody, and what is agreed later does. */
    @Test
    void i14_aHiddenFigureWarnsNobody() {
        String joint = Bilateral.joint("Plant");
        String commitment = committed(Records.urn(joint));
        Api.krMaker()
                .post(
                        joint + "/figures/totalInvestment",
                        "{\"value\": {\"amount\": \"10000000000\", \"currency\": \"USD\", \"basis\": \"DECLARED\"}}")
                .then()
                .statusCode(200);
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker())) {
            reader.get(commitment).then().statusCode(200).body("warnings", nullValue());
        }
    }

    /** The sum counts that all transactions come to. */
    @Test
    void i14_aCorrectionEndsTheWarning() {
        String project = Api.cnMaker().create("projects", Records.project(SHARED + sum("10000000000", "USD")));
        String commitment = committed(project);
        Api.cnMaker().get(commitment).then().body("warnings[0].factor", equalTo(1000));
        ByTwoPersons.confirm(Api.cnMaker()
                .post(
                        commitment + "/transactions",
                        Commitments.transaction("COMMITMENT", "9990000000", "2024-03-02", "")));
        Api.cnMaker().get(commitment).then().body("warnings", nullValue());
    }
}

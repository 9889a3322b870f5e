package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** What is paid of what is committed, by side and currency. */
@QuarkusTest
class PaymentReportTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";
    private static final String CELLS =
            "data.collect { it.side + ' ' + it.kind + ' ' + it.basis + ' ' + it.currency + ' ' + it.projects + ' '"
                    + " + it.commitments + ' ' + it.committed + ' ' + it.paid + ' ' + it.outstanding + ' ' + it.paidPercent }";

    private final String sector =
            "S" + UUID.randomUUID().toString().replace("-", "").substring(0, 8).toUpperCase(java.util.Locale.ROOT);

    private String project(String english) {
        return Records.urn(Bilateral.offered(english, ", \"sectors\": [{\"code\": \"" + sector + "\"}]"));
    }

    @Test
    void sumsStandBySideAndCurrencyAndHaveWhatTheReaderReads() {
        String one = project("One");
        String other = project("Other");
        String report = "payments?sector=" + sector;
        Commitments.pay(Api.cnMaker(), Commitments.made(Api.cnMaker(), one, BILATERAL), "2500000");
        Commitments.made(Api.cnMaker(), one, BILATERAL);
        Commitments.made(Api.cnMaker(), other, BILATERAL);
        Api.krMaker()
                .create(
                        "commitments",
                        Commitments.commitment(one, BILATERAL)
                                .replace("USD", "KRW")
                                .replace("CONTRACTED", "DECLARED")
                                .replace("EQUITY", "LOAN"));
        String cn = "CN EQUITY CONTRACTED USD 2 3 30000000.00 2500000.00 27500000.00 8.3";
        String kr = "KR LOAN DECLARED KRW 1 1 10000000 0 10000000 0.0";
        Api.krMaker()
                .get(report)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body(CELLS, contains(cn, kr));
        String before = Answers.bodyOf(Api.krMaker().get(report));

        Commitments.pay(Api.cnMaker(), Commitments.made(Api.cnMaker(), one, ""), "1");
        assertThat(Answers.bodyOf(Api.krMaker().get(report))).isEqualTo(before);
        Api.cnMaker()
                .get(report)
                .then()
                .body(CELLS, contains("CN EQUITY CONTRACTED USD 2 4 40000000.00 2500001.00 37499999.00 6.3", kr));
        Api.PUBLIC.get(report).then().statusCode(200).body("data", hasSize(0));
        assertThat(List.of(Api.krMaker()
                        .request()
                        .accept("text/csv")
                        .get(Api.root() + "payments.csv?sector=" + sector)
                        .asString()
                        .split("\r\n")))
                .containsExactly(
                        "side,direction,kind,basis,currency,projects,commitments,committed,paid,outstanding,sold,paidPercent",
                        "CN,KR_TO_CN,EQUITY,CONTRACTED,USD,2,3,30000000.00,2500000.00,27500000.00,0.00,8.3",
                        "KR,KR_TO_CN,LOAN,DECLARED,KRW,1,1,10000000,0,10000000,0,0.0");
    }

    @Test
    void whatIsGivenUpOrSoldIsNotInIt() {
        String given = project("Given up");
        Commitments.made(Api.cnMaker(), given, BILATERAL);
        Api.cnMaker().get("payments?sector=" + sector).then().body("data", hasSize(1));
        Response answer = Api.cnMaker()
                .step(
                        "projects/" + Records.id(given),
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2025-02\", \"reason\": {\"en\": \"No partner was found\"}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        Api.cnMaker().get("payments?sector=" + sector).then().body("data", hasSize(0));
    }
}

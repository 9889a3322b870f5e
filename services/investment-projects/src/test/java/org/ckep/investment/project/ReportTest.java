package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Stock and slippage, of projects in sectors that no other test has. */
@QuarkusTest
class ReportTest {
    private static final String CELLS =
            "data.collect { [it.sector, it.direction, it.basis, it.currency, it.projects, it.amount].join(' ') }";

    private static String ownSector() {
        return "R" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    private static String sum(String amount, String currency, String basis) {
        return ", \"totalInvestment\": {\"amount\": \"%s\", \"currency\": \"%s\", \"basis\": \"%s\"}"
                .formatted(amount, currency, basis);
    }

    private static String in(String... sectors) {
        return ", \"sectors\": [" + String.join(", ", sectors) + "]";
    }

    private static String code(String sector) {
        return "{\"code\": \"" + sector + "\"}";
    }

    private static String share(String sector, String percent) {
        return "{\"code\": \"%s\", \"share\": \"%s\"}".formatted(sector, percent);
    }

    /** A project of the Chinese side in which money is bound. */
    private static String committed(String type, String more) {
        String project = prospect(type, more);
        step(Api.cnChecker(), project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01\"}");
        step(Api.cnChecker(), project, """
                {"to": "COMMITTED", "date": "2024-03",
                 "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                  "kind": "EQUITY", "signedOn": "2024-03"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(Records.organisation()));
        return project;
    }

    private static String prospect(String type, String more) {
        String source = ", \"sources\": [\"%s\"]".formatted(Records.source("COMPANY_STATEMENT"));
        return "projects/" + Records.id(Api.cnMaker().create("projects", Records.projectOf(type, source + more)));
    }

    private static void step(Api who, String project, String step) {
        who.step(project, step).then().statusCode(200);
    }

    @Test
    void eachSumIsCountedOnceAndDividedByShares() {
        String one = ownSector();
        String other = ownSector();
        committed("GREENFIELD", in(code(one)) + sum("100", "USD", "CONTRACTED"));
        committed("GREENFIELD", in(share(one, "62.5"), share(other, "37.5")) + sum("10.01", "USD", "CONTRACTED"));
        committed("GREENFIELD", in(code(one)) + sum("7000", "KRW", "DECLARED"));
        // The record does not say how much of it belongs to which sector.
        committed("RND_CENTRE", in(code(one), code(other)) + sum("8", "USD", "CONTRACTED"));
        committed("GREENFIELD", in(code(one)));
        String halted = committed("GREENFIELD", in(code(one)) + sum("0.5", "USD", "CONTRACTED"));
        step(Api.cnMaker(), halted, "{\"to\": \"SUSPENDED\", \"date\": \"2024-06\", \"reason\": {\"en\": \"market\"}}");

        // Nothing is bound yet, what is sold is not invested, and a phase's money is its parent's.
        prospect("GREENFIELD", in(code(one)) + sum("1000", "USD", "CONTRACTED"));
        committed("DIVESTMENT", in(code(one)) + sum("1000", "USD", "CONTRACTED"));
        String parent = Api.cnMaker().get(halted).path("urn");
        committed(
                "GREENFIELD",
                in(code(one))
                        + sum("0.5", "USD", "CONTRACTED")
                        + ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\"".formatted(parent));

        Api.cnMaker()
                .get("stock?sector=" + one)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body("total", equalTo(6))
                .body("withoutAmount", equalTo(1))
                .body(
                        CELLS,
                        contains(
                                one + " KR_TO_CN DECLARED KRW 1 7000",
                                one + " KR_TO_CN CONTRACTED USD 3 106.75625",
                                one + " KR_TO_CN null null 1 null",
                                "null KR_TO_CN CONTRACTED USD 1 8"));
        Api.cnMaker()
                .get("stock?sector=" + other)
                .then()
                .body(
                        CELLS,
                        contains(other + " KR_TO_CN CONTRACTED USD 1 3.75375", "null KR_TO_CN CONTRACTED USD 1 8"));
        Api.cnMaker().get("stock?direction=CN_TO_KR&sector=" + one).then().body("total", equalTo(0));
        Api.krMaker()
                .get("stock?sector=" + one)
                .then()
                .body("total", equalTo(0))
                .body("withoutAmount", equalTo(0))
                .body("data", hasSize(0));
        assertThat(lines(Api.cnMaker(), "stock.csv?sector=" + other))
                .containsExactly(
                        "sector,direction,basis,currency,projects,amount",
                        other + ",KR_TO_CN,CONTRACTED,USD,1,3.75375",
                        ",KR_TO_CN,CONTRACTED,USD,1,8");
        assertThat(lines(Api.krMaker(), "stock.csv?sector=" + other)).hasSize(1);
    }

    @Test
    void plansAreComparedWithWhatHappened() {
        String sector = ownSector();
        String dates = ", \"keyDates\": {\"MOU_SIGNED\": {\"planned\": [\"%s\"], \"actual\": \"%s\"}}";
        prospect("GREENFIELD", in(code(sector)) + dates.formatted("2023-01-10", "2023-01-31"));
        prospect("GREENFIELD", in(code(sector)) + dates.formatted("2023-02-01", "2023-02-01"));
        prospect("GREENFIELD", in(code(sector)) + dates.formatted("2023-03", "2023-03-01"));
        prospect(
                "GREENFIELD",
                in(code(sector)) + ", \"keyDates\": {\"COMPLETION\": {\"planned\": [\"2023-06\", \"2024-06\"]}}");
        prospect("GREENFIELD", in(code(sector)) + ", \"keyDates\": {\"COMPLETION\": {\"planned\": [\"2190\"]}}");
        prospect("GREENFIELD", in(code(sector)));
        Response answer = Api.cnMaker().get("slippage?sector=" + sector);
        answer.then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body("total", equalTo(5))
                .body("data.keyDate", contains("MOU_SIGNED", "COMPLETION"))
                .body("data.happened", contains(3, 0))
                .body("data.late", contains(1, 0))
                .body("data[0].medianDays", equalTo("0"))
                .body("data[0].worstDays", equalTo(21))
                .body("data.pending", contains(0, 2))
                .body("data.postponed", contains(0, 1))
                .body("data[1].medianPostponedDays", equalTo("183"))
                .body("data.overdue", contains(0, 1));
        assertThat(lines(Api.cnMaker(), "slippage.csv?sector=" + sector))
                .containsExactly(
                        "keyDate,happened,late,medianDays,worstDays,pending,postponed,medianPostponedDays,overdue",
                        "MOU_SIGNED,3,1,0,21,0,0,,0",
                        "COMPLETION,0,0,,,2,1,183,1");
        Api.krMaker()
                .get("slippage?sector=" + sector)
                .then()
                .body("total", equalTo(0))
                .body("data", hasSize(0));
        Api.PUBLIC.get("slippage?state=OPERATIONAL").then().spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "state"));
        Api.PUBLIC.get("stock?direction=UP").then().spec(problemAt(KernelProblem.INVALID_VALUE, "direction"));
    }

    private static List<String> lines(Api who, String path) {
        return List.of(who.request()
                .accept("text/csv")
                .get(Api.root() + path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .split("\r\n"));
    }
}

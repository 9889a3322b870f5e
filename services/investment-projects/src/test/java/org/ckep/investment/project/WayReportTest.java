package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Funnel, dead projects and top investors, of projects in sectors that no other test has. */
@QuarkusTest
class WayReportTest {
    private static final String STAGES =
            "data.collect { [it.profile, it.state, it.reached, it.now, it.advanced, it.lost, it.medianDays].join(' ') }";
    private static final String RANKS =
            "data.collect { [it.organisation, it.currency, it.projects, it.committed].join(' ') }";

    private final String sector =
            "W" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    private String prospect(String investor) {
        String body = Records.project(
                        ", \"sectors\": [{\"code\": \"%s\"}], \"stateSince\": \"2023-12-02\", \"sources\": [\"%s\"]"
                                .formatted(sector, Records.source("COMPANY_STATEMENT")))
                .replaceFirst("urn:ckep:organisation:[0-9a-f-]+", investor);
        return "projects/" + Records.id(Api.cnMaker().create("projects", body));
    }

    private static void step(Api who, String project, String step) {
        who.step(project, step).then().statusCode(200);
    }

    private static String committed(String project, String party, String amount, String currency) {
        step(Api.cnChecker(), project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-01\"}");
        step(Api.cnChecker(), project, """
                {"to": "COMMITTED", "date": "2024-03-01",
                 "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "%s", "currency": "%s"},
                                  "kind": "EQUITY", "signedOn": "2024-03"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(party, amount, currency));
        return project;
    }

    private static void cancel(String project) {
        step(
                Api.cnChecker(),
                project,
                "{\"to\": \"CANCELLED\", \"date\": \"2024-03-31\", \"reason\": {\"en\": \"No demand\"}}");
    }

    @Test
    void theFunnelCountsProjectsAndTheirDays() {
        String investor = Records.organisation();
        committed(prospect(investor), investor, "5", "USD");
        cancel(committed(prospect(investor), investor, "5", "USD"));
        prospect(investor);
        Api.cnMaker()
                .get("funnel?sector=" + sector)
                .then()
                .statusCode(200)
                .body("total", equalTo(3))
                .body("coverage", equalTo("visible-only"))
                .body(
                        STAGES,
                        contains(
                                "PHYSICAL PROSPECT 3 1 2 0 30",
                                "PHYSICAL ANNOUNCED 2 0 2 0 60",
                                "PHYSICAL COMMITTED 2 1 0 1 30"))
                .body("data[0].advancedPercent", equalTo("66.7"));
        Api.krMaker()
                .get("funnel?sector=" + sector)
                .then()
                .body("total", equalTo(0))
                .body("data", hasSize(0));
        Api.cnMaker().get("funnel?direction=CN_TO_KR&sector=" + sector).then().body("total", equalTo(0));
        assertThat(lines("funnel.csv?sector=" + sector))
                .containsExactly(
                        "profile,state,reached,now,advanced,lost,advancedPercent,measured,medianDays,longestDays",
                        "PHYSICAL,PROSPECT,3,1,2,0,66.7,2,30,30",
                        "PHYSICAL,ANNOUNCED,2,0,2,0,100.0,2,60,60",
                        "PHYSICAL,COMMITTED,2,1,0,1,0.0,1,30,30");
    }

    @Test
    void deadProjectsAreListedWithTheirReasons() {
        String investor = Records.organisation();
        String cancelled = prospect(investor);
        cancel(cancelled);
        String withdrawn = prospect(investor);
        step(
                Api.cnMaker(),
                withdrawn,
                "{\"to\": \"WITHDRAWN\", \"date\": \"2024-02\", \"reason\": {\"en\": \"Sold\"}}");
        prospect(investor);
        Api.cnMaker()
                .get("dead-projects?sector=" + sector)
                .then()
                .statusCode(200)
                .body("data.state", contains("WITHDRAWN", "CANCELLED"))
                .body("data.diedIn", contains("PROSPECT", "PROSPECT"))
                .body("data.reason.en.text", contains("Sold", "No demand"))
                .body("data.since.date", contains("2024-02-01", "2024-03-31"));
        Api.krMaker().get("dead-projects?sector=" + sector).then().body("data", hasSize(0));
        Api.cnMaker().get("dead-projects?limit=1&sector=" + sector).then().body("data", hasSize(1));
        assertThat(lines("dead-projects.csv?sector=" + sector))
                .hasSize(3)
                .anyMatch(line -> line.contains(",CANCELLED,2024-03-31,PROSPECT,No demand,"));
    }

    @Test
    void investorsAreRankedByWhatTheyBoundThemselvesTo() {
        String small = Records.organisation();
        String large = Records.organisation();
        String abroad = Records.organisation();
        String unbound = Records.organisation();
        committed(prospect(small), small, "7", "USD");
        committed(prospect(large), large, "5", "USD");
        committed(prospect(large), large, "6.5", "USD");
        committed(prospect(abroad), abroad, "900000", "KRW");
        cancel(committed(prospect(small), small, "100", "USD"));
        prospect(unbound);
        Api.cnMaker()
                .get("top-investors?sector=" + sector)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body(
                        RANKS,
                        contains(
                                abroad + " KRW 1 900000",
                                large + " USD 2 11.50",
                                small + " USD 1 7.00",
                                unbound + " null 1 null"))
                .body("data[3].currency", nullValue());
        Api.cnMaker().get("top-investors?limit=1&sector=" + sector).then().body("data", hasSize(3));
        Api.krMaker().get("top-investors?sector=" + sector).then().body("data", hasSize(0));
        assertThat(lines("top-investors.csv?limit=1&sector=" + sector))
                .containsExactly(
                        "organisation,name.en,name.zh-Hans,name.ko,currency,projects,committed",
                        abroad + ",,,,KRW,1,900000",
                        large + ",,,,USD,2,11.50",
                        unbound + ",,,,,1,");
        for (String limit : List.of("0", "101")) {
            Api.cnMaker()
                    .get("top-investors?limit=" + limit)
                    .then()
                    .spec(problemAt(KernelProblem.INVALID_VALUE, "limit"));
        }
    }

    private static List<String> lines(String path) {
        return Api.cnMaker()
                .request()
                .accept("text/csv")
                .get(Api.root() + path)
                .asString()
                .lines()
                .toList();
    }
}

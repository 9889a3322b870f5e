package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every report answers for the past as it answered then. */
@QuarkusTest
class PastReportsTest {
    private static final Map<String, Api> READERS =
            Map.of("cn", Api.cnMaker(), "kr", Api.krMaker(), "secretariat", Api.secretariat(), "public", Api.PUBLIC);

    private final String entity = Records.organisation();

    private List<String> reports() {
        return Stream.of(
                        "pipeline",
                        "pipeline?by=PROVINCE&by=PARK&by=YEAR",
                        "stock",
                        "stock?view=cn",
                        "totals",
                        "slippage",
                        "slipped-projects?limit=100",
                        "funnel",
                        "dead-projects?limit=100",
                        "top-investors?limit=100",
                        "payments",
                        "concentration",
                        "control?side=CN&entity=" + entity)
                .flatMap(report -> Stream.of(report, report.replaceFirst("^([a-z-]+)", "$1.csv")))
                .filter(report -> !report.startsWith("dead-projects.csv"))
                .toList();
    }

    private Map<String, String> answers(@Nullable Instant moment) {
        Map<String, String> answers = new LinkedHashMap<>();
        READERS.forEach((name, reader) -> reports().forEach(report -> {
            String path = moment == null ? report : report + (report.contains("?") ? "&" : "?") + "knownAt=" + moment;
            Response answer = reader.request().accept("*/*").get(Api.root() + path);
            answers.put(name + " " + report, answer.statusCode() + " " + Answers.bodyOf(answer));
        }));
        return answers;
    }

    private static String invested(String amount) {
        return "\"totalInvestment\": {\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}"
                .formatted(amount);
    }

    private static String plant(String more) {
        return Records.project(", \"sources\": [\"%s\"]%s".formatted(Records.source("COMPANY_STATEMENT"), more));
    }

    private static void take(String project, String step) {
        Response answer = Api.cnChecker().step(project, step);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    @Test
    void whatAReportSaidItSaysAgain() {
        Api cn = Api.cnMaker();
        String site = cn.create("sites", Records.site(""));
        String share = "capacity-shares/"
                + Records.id(cn.create("capacity-shares", Records.share(site, Records.source("PRESS"), "")));
        String history = "shareholdings/"
                + Records.id(cn.create(
                        "shareholdings",
                        Shareholdings.shareholding(
                                entity,
                                Shareholdings.statement(
                                        "2020-03", Shareholdings.holding(Records.organisation(), "50"), ""),
                                "")));
        String project = "projects/"
                + Records.id(cn.create(
                        "projects",
                        plant(", \"sites\": [\"%s\"], \"sectors\": [{\"code\": \"BATT\"}], %s, \"keyDates\":"
                                        .formatted(site, invested("2600000000"))
                                + " {\"MOU_SIGNED\": {\"planned\": [\"1905-01\"], \"actual\": \"2020-03\"}}")));
        take(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2021-05\"}");
        take(project, """
                {"to": "COMMITTED", "date": "2022", "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "9000000000000", "currency": "USD"},
                                  "kind": "EQUITY", "signedOn": "2022"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(Records.organisation()));
        Commitments.made(cn, Records.urn(project), "");
        String paid = Commitments.made(cn, cn.create("projects", plant("")), "");
        Map<String, String> before = answers(null);
        Instant moment = Instant.now().truncatedTo(ChronoUnit.MICROS);

        cn.patch(project, "{\"sectors\": [{\"code\": \"SEMI\"}], %s}".formatted(invested("2700000000")))
                .then()
                .statusCode(200);
        take(project, "{\"to\": \"CANCELLED\", \"date\": \"2023-01\", \"reason\": {\"en\": \"market\"}}");
        cn.post(paid + "/transactions", Commitments.paid("7", "2024-05-01"))
                .then()
                .statusCode(201);
        cn.create(
                "projects",
                plant(", " + invested("5000000") + ", \"keyDates\":"
                        + " {\"MOU_SIGNED\": {\"planned\": [\"1904-01\"], \"actual\": \"2020-03\"}}"));
        cn.patch("sites/" + Records.id(site), "{\"place\": {\"iso3166_2\": \"CN-GD\", \"city\": null}}")
                .then()
                .statusCode(200);
        cn.patch(share, "{\"share\": {\"value\": \"45\"}}").then().statusCode(200);
        Shareholdings.state(
                        cn,
                        history,
                        Shareholdings.statement("2021", Shareholdings.holding(Records.organisation(), "60"), ""))
                .then()
                .statusCode(200);

        Map<String, String> now = answers(null);
        assertThat(reports()).allSatisfy(report -> assertThat(now.get("cn " + report))
                .as("changed: %s", report)
                .isNotEqualTo(before.get("cn " + report)));
        assertThat(answers(moment)).isEqualTo(before);
    }

    @Test
    void aMomentIsOneThatHasBeen() {
        for (String report : reports()) {
            String path = report + (report.contains("?") ? "&" : "?") + "knownAt=";
            Api.cnMaker()
                    .request()
                    .accept("*/*")
                    .get(Api.root() + path + "soon")
                    .then()
                    .spec(problemAt(KernelProblem.INVALID_VALUE, "knownAt"));
            Api.cnMaker()
                    .request()
                    .accept("*/*")
                    .get(Api.root() + path + "2199-01-01")
                    .then()
                    .spec(problem(RecordsProblem.MOMENT_IN_THE_FUTURE));
        }
    }
}

package org.ckep.investment.inconsistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Rule C9: that a hidden value contradicts what others read is told to its own side, and to nobody else. */
@QuarkusTest
class InconsistencyTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";
    private static final List<Api> STRANGERS = List.of(Api.krMaker(), Api.krChecker(), Api.user("kr-auditor"));

    private static String sum(String amount) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
    }

    private static String of(String record) {
        return "inconsistencies?record=" + (record.startsWith("urn:") ? record : Records.urn(record));
    }

    private static void figure(Api who, String project, String amount, String more) {
        who.show(project + "/figures/totalInvestment", "{\"value\": " + sum(amount) + more + "}")
                .then()
                .statusCode(200);
    }

    @Test
    void c9_aHiddenFigureIsHeldAgainstTheAgreedValueAndTheShownOne() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100000000"));
        figure(Api.cnMaker(), project, "110000000", BILATERAL);
        Api.cnMaker().get(of(project)).then().statusCode(200).body("data", empty());
        List<String> before = seen(project);
        figure(Api.cnMaker(), project, "120000000", "");
        for (Api own : List.of(Api.cnMaker(), Api.cnChecker(), Api.user("cn-statistician"))) {
            own.get(of(project))
                    .then()
                    .statusCode(200)
                    .body("data.kind", contains("AGREED_VALUE", "SHOWN_FIGURE"))
                    .body("data.record", contains(Records.urn(project), Records.urn(project)))
                    .body("data.pair", contains("totalInvestment", "totalInvestment"))
                    .body("data.own.amount", contains("120000000.00", "120000000.00"))
                    .body("data.open.amount", contains("100000000.00", "110000000.00"));
        }
        assertThat(seen(project)).isEqualTo(before);
        // Within the tolerance of both sides nothing contradicts; and what is shown is no secret.
        figure(Api.cnMaker(), project, "100400000", "");
        Api.cnMaker().get(of(project)).then().body("data.kind", contains("SHOWN_FIGURE"));
        figure(Api.cnMaker(), project, "130000000", BILATERAL);
        Api.cnMaker().get(of(project)).then().body("data", empty());
    }

    @Test
    void aMinistrysFigureIsToldToThatMinistryAlone() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100000000"));
        figure(
                Api.cnMaker(),
                project,
                "120000000",
                ", \"classification\": {\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"}");
        Api.cnMaker().get(of(project)).then().body("data.kind", contains("AGREED_VALUE"));
        Api.user("cn-statistician").get(of(project)).then().body("data", empty());
    }

    /** Who lowers the sum of a project does not see the other side's hidden phase, and is not refused because of it. */
    @Test
    void i9_hiddenPhasesAreHeldAgainstTheSumOfTheirProject() {
        String whole = Api.krMaker()
                .create("projects", Records.project(BILATERAL + ", \"totalInvestment\": " + sum("100000000")));
        String phase = Api.cnMaker()
                .create(
                        "projects",
                        Records.project(
                                ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\", \"totalInvestment\": %s"
                                        .formatted(whole, sum("60000000"))));
        Api.cnMaker().get(of(whole)).then().body("data", empty());
        Api.krMaker()
                .patch("projects/" + Records.id(whole), "{\"totalInvestment\": " + sum("50000000") + "}")
                .then()
                .statusCode(200);
        Api.cnMaker()
                .get(of(whole))
                .then()
                .body("data.kind", contains("PHASES"))
                .body("data.rule", contains("I9"))
                .body("data[0].hidden", contains(phase))
                .body("data[0].own.amount", equalTo("60000000.00"))
                .body("data[0].open.amount", equalTo("50000000.00"));
        Api.krMaker().get(of(whole)).then().body("data", empty());
    }

    @Test
    void hiddenCommitmentsAreHeldAgainstTheSumOfTheirProject() {
        String project = Api.cnMaker()
                .create("projects", Records.project(BILATERAL + ", \"totalInvestment\": " + sum("15000000")));
        Commitments.made(Api.cnMaker(), project, BILATERAL);
        Api.cnMaker().get(of(project)).then().body("data", empty());
        String hidden = Commitments.made(Api.cnMaker(), project, "");
        Api.cnMaker()
                .get(of(project))
                .then()
                .body("data.kind", contains("COMMITMENTS"))
                .body("data[0].hidden", contains("urn:ckep:commitment:" + hidden.substring(hidden.indexOf('/') + 1)))
                .body("data[0].own.amount", equalTo("20000000.00"))
                .body("data[0].open.amount", equalTo("15000000.00"));
        Api.krMaker().get(of(project)).then().body("data", empty());
    }

    @Test
    void i1_aHiddenHistoryIsHeldAgainstTheShownOne() {
        String entity = Records.organisation();
        String holder = Records.organisation();
        String other = Records.organisation();
        String shown = history(
                entity,
                Shareholdings.holding(holder, "40") + "," + Shareholdings.holding(Records.organisation(), "30"),
                BILATERAL);
        Api.cnMaker().get(of(shown)).then().body("data", empty());
        String hidden =
                history(entity, Shareholdings.holding(holder, "45") + "," + Shareholdings.holding(other, "35"), "");
        Api.cnMaker()
                .get(of(shown))
                .then()
                .body("data.kind", contains("HOLDING", "HOLDINGS"))
                .body("data.pair", contains(holder, "holdings"))
                .body("data[0].own.exact", equalTo("45"))
                .body("data[0].open.exact", equalTo("40"))
                .body("data[1].rule", equalTo("I1"))
                .body("data[1].own", equalTo("105"))
                .body("data[1].open", equalTo("70"))
                .body("data[0].hidden", contains(hidden));
        Api.krMaker().get(of(shown)).then().body("data", empty());
    }

    /** Whom the shown history does not name, the hidden one may: that is no contradiction until he holds more than that. */
    @Test
    void i1_aHiddenHolderMayBeTheOneWhoIsNotNamed() {
        for (String unnamed : List.of("", "\"holder\": {\"unnamed\": {\"side\": \"CN\"}}, ")) {
            for (String part : List.of("51", "52")) {
                String entity = Records.organisation();
                String rest = "{" + unnamed + "\"share\": {\"exact\": \"51\"}}";
                String shown =
                        history(entity, Shareholdings.holding(Records.organisation(), "49") + "," + rest, BILATERAL);
                history(entity, Shareholdings.holding(Records.organisation(), part), "");
                Api.cnMaker()
                        .get(of(shown))
                        .then()
                        .statusCode(200)
                        .body("data.own", part.equals("51") ? empty() : contains("101"));
            }
        }
    }

    private static String history(String entity, String holdings, String more) {
        return Api.cnMaker()
                .create(
                        "shareholdings",
                        Shareholdings.shareholding(entity, Shareholdings.statement("2020", holdings, ""), more));
    }

    @Test
    void aSideAloneIsTold() {
        for (String path : List.of("inconsistencies", "inconsistencies.csv")) {
            file(Api.PUBLIC, path).then().spec(problem(KernelProblem.UNAUTHENTICATED));
            for (Api other : List.of(Api.secretariat(), Api.client("agency-kotra"), Api.loader())) {
                file(other, path).then().spec(problem(KernelProblem.FORBIDDEN));
            }
        }
        Api.cnMaker().get("inconsistencies?record=none").then().spec(problemAt(KernelProblem.INVALID_VALUE, "record"));
    }

    @Test
    void theListIsAFileToo() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100000000"));
        figure(Api.cnMaker(), project, "120000000", "");
        String file = file(Api.cnMaker(), of(project).replace("inconsistencies", "inconsistencies.csv"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(file.split("\r\n")[1])
                .startsWith(Records.urn(project) + ",AGREED_VALUE,totalInvestment,")
                .contains("120000000.00,USD", "100000000.00,USD");
    }

    private static io.restassured.response.Response file(Api who, String path) {
        return (path.contains(".csv") ? who.request().accept("text/csv, application/problem+json") : who.request())
                .get(Api.root() + path);
    }

    private static List<String> seen(String project) {
        return STRANGERS.stream()
                .flatMap(reader -> List.of("inconsistencies", of(project), project).stream()
                        .map(path -> Answers.wholeOf(reader.get(path))))
                .toList();
    }
}

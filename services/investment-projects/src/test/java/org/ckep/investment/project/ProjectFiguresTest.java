package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Each side's own figures beside the agreed value, and the four views of one project. */
@QuarkusTest
class ProjectFiguresTest {
    private static String sum(String amount) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
    }

    private static Response enter(Api who, String project, String amount, String level) {
        String classification = level.isEmpty() ? "" : ", \"classification\": {\"level\": \"%s\"}".formatted(level);
        return who.post(project + "/figures/totalInvestment", "{\"value\": " + sum(amount) + classification + "}");
    }

    @Test
    void theAgreedValueStandsBesideEachSidesOwn() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100"));
        enter(Api.cnMaker(), project, "110", "BILATERAL").then().statusCode(200);
        enter(Api.user("kr-statistician"), project, "90", "BILATERAL").then().statusCode(200);
        for (Api side : List.of(Api.cnChecker(), Api.krChecker(), Api.secretariat())) {
            side.get(project)
                    .then()
                    .body("totalInvestment.amount", equalTo("100.00"))
                    .body("figures.totalInvestment.cn.value.amount", equalTo("110"))
                    .body("figures.totalInvestment.kr.value.amount", equalTo("90"));
            side.get(project + "?view=agreed")
                    .then()
                    .body("totalInvestment.amount", equalTo("100.00"))
                    .body("figures", nullValue());
            side.get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("110.00"));
            side.get(project + "?view=kr").then().body("totalInvestment.amount", equalTo("90.00"));
            side.get(project + "?view=public").then().spec(problem(KernelProblem.NOT_FOUND));
        }
    }

    /** What one side hides changes no byte for the other; an older figure that it could read stays what it reads. */
    @Test
    void aHiddenFigureIsItsOwnSidesAlone() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100"));
        enter(Api.cnMaker(), project, "110", "BILATERAL").then().statusCode(200);
        List<Api> strangers = List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.PUBLIC);
        List<String> paths = List.of(project, project + "?view=cn", project + "?view=agreed", project + "/changes");
        List<String> before = everything(strangers, paths);
        enter(Api.cnMaker(), project, "120", "").then().statusCode(200);
        assertThat(everything(strangers, paths)).isEqualTo(before);
        Api.cnChecker().get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("120.00"));
        Api.krChecker().get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("110.00"));
    }

    private static List<String> everything(List<Api> readers, List<String> paths) {
        return readers.stream()
                .flatMap(reader -> paths.stream().map(path -> Answers.wholeOf(reader.get(path))))
                .toList();
    }

    @Test
    void aFigureIsRefusedWhereItHasNoPlace() {
        String project = Bilateral.joint("Plant");
        Api maker = Api.cnMaker();
        maker.post(project + "/figures/title", "{\"value\": {}}").then().spec(problem(KernelProblem.NOT_FOUND));
        maker.post(project + "/figures/nothing", "{\"value\": {}}").then().spec(problem(KernelProblem.NOT_FOUND));
        enter(maker, project, "-5", "").then().statusCode(422);
        maker.post(project + "/figures/totalInvestment", "{\"value\": \"much\"}")
                .then()
                .spec(problem(KernelProblem.INVALID_VALUE));
        enter(maker, project, "5", "PUBLIC").then().spec(problemAt(KernelProblem.FORBIDDEN, "/classification"));
        maker.post(
                        project + "/figures/totalInvestment",
                        "{\"value\": " + sum("5") + ", \"classification\": {\"level\": \"SIDE\", \"side\": \"KR\"}}")
                .then()
                .spec(problemAt(KernelProblem.FORBIDDEN, "/classification"));
        enter(maker, Bilateral.offered("Own", ""), "5", "").then().spec(problem(ChangeProblem.RECORD_NOT_JOINT));
    }

    private static Response plan(Api who, String project, String... months) {
        return who.post(
                project + "/figures/keyDates",
                "{\"value\": {\"COMPLETION\": {\"planned\": [\"%s\"]}}}".formatted(String.join("\", \"", months)));
    }

    /** A side's plans differ from those that both agreed on; what it has planned once stays on record. */
    @Test
    void aSidesPlansAreHeldAgainstItsOwnEarlierOnes() {
        String project = Bilateral.joint("Plant", ", \"keyDates\": {\"COMPLETION\": {\"planned\": [\"2027-Q2\"]}}");
        plan(Api.krMaker(), project, "2029").then().statusCode(200);
        plan(Api.krMaker(), project, "2029", "2030-Q1").then().statusCode(200);
        plan(Api.krMaker(), project, "2029")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
        plan(Api.krMaker(), project, "2027-Q2")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
        plan(Api.cnMaker(), project, "2028").then().statusCode(200);
        Api.cnMaker()
                .post(project + "/changes", Bilateral.replacing("/keyDates/COMPLETION/planned", "[\"2028\"]"))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
    }

    @Test
    void aRecordOfBothSidesIsPatchedByNeither() {
        String project = Bilateral.joint("Plant");
        Api.cnMaker()
                .patch(project, "{\"direction\": \"MUTUAL\"}")
                .then()
                .spec(problem(KernelProblem.FORBIDDEN))
                .body("detail", containsString("change set that both agree on"));
    }

    @Test
    void aRecordHasTheViewsThatItsStewardsGiveIt() {
        String own = Bilateral.offered("Own", "");
        Api.krMaker().get(own + "?view=cn").then().statusCode(200);
        Api.krMaker().get(own + "?view=kr").then().spec(problem(ProjectProblem.PROJECT_NO_SUCH_VIEW));
        Api.krMaker().get(own + "?view=agreed").then().spec(problem(ProjectProblem.PROJECT_NO_SUCH_VIEW));
        Api.krMaker().get(own + "?view=mine").then().spec(problemAt(KernelProblem.INVALID_VALUE, "view"));
        String observed = "projects/"
                + Records.id(Api.loader()
                        .create(
                                "projects/register-observed",
                                Records.observed(Records.source("COMPANY_STATEMENT"), "")));
        Api.cnMaker().get(observed + "?view=public").then().statusCode(200);
        Answers.assertSame(Api.cnMaker().get(observed + "?view=public"), Api.PUBLIC.get(observed + "?view=public"));
    }
}

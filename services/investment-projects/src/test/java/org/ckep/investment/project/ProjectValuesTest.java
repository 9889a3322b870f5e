package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Registered capital, own contribution, jobs, parks and each side's traffic light. */
@QuarkusTest
class ProjectValuesTest {
    private static final String SUM = "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}";
    private static final String PERSONS = "{\"value\": \"%s\", \"countingUnit\": \"PERSON\"}";

    private static String values() {
        return ", \"registeredCapital\": %s, \"ownContribution\": %s, \"jobs\": {\"planned\": %s, \"estimated\": true}"
                .formatted(SUM.formatted("30"), SUM.formatted("12.5"), PERSONS.formatted("900"));
    }

    @Test
    void theyAreKeptChangedAndShown() {
        String project = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project(values())));
        Api.cnMaker()
                .get(project)
                .then()
                .body("registeredCapital.amount", equalTo("30.00"))
                .body("ownContribution.amount", equalTo("12.50"))
                .body("jobs.planned.value", equalTo("900"))
                .body("jobs.actual", nullValue())
                .body("jobs.estimated", equalTo(true));
        Api.cnMaker()
                .patch(
                        project,
                        "{\"registeredCapital\": {\"amount\": \"31\"}, \"ownContribution\": null, \"jobs\": {\"actual\": %s,"
                                        .formatted(PERSONS.formatted("870"))
                                + " \"estimated\": false}, \"unknownReasons\": {\"ownContribution\": \"UNDISCLOSED\"}}")
                .then()
                .statusCode(200)
                .body("registeredCapital.amount", equalTo("31.00"))
                .body("ownContribution", nullValue())
                .body("jobs.actual.value", equalTo("870"))
                .body("jobs.estimated", nullValue());
        String csv = csv("none:" + UUID.randomUUID());
        assertThat(csv.strip().split(","))
                .contains(
                        "registeredCapital.amount",
                        "ownContribution.currency",
                        "jobs.planned.value",
                        "jobs.actual.value",
                        "parks",
                        "phasesPartial");
    }

    @Test
    void theFileShowsThem() {
        String id = UUID.randomUUID().toString();
        String local = ", \"localIds\": [{\"scheme\": \"values\", \"value\": \"%s\"}]".formatted(id);
        Api.cnMaker().create("projects", Records.project(values() + local));
        String csv = csv("values:" + id);
        assertThat(csv).contains(",30.00,USD,CONTRACTED,12.50,USD,CONTRACTED,900,EQ,,,true,");
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                bad(
                        "\"registeredCapital\": " + SUM.formatted("0"),
                        "project-amount-not-positive",
                        "/registeredCapital/amount"),
                bad(
                        "\"ownContribution\": " + SUM.formatted("-1"),
                        "project-amount-not-positive",
                        "/ownContribution/amount"),
                bad("\"ownContribution\": " + SUM.formatted("1.001"), "money-decimals", "/ownContribution/amount"),
                bad(
                        "\"registeredCapital\": {\"amount\": \"1\", \"currency\": \"USD\"}",
                        "invalid-value",
                        "/registeredCapital/basis"),
                bad("\"jobs\": {}", "project-jobs", "/jobs"),
                bad("\"jobs\": {\"planned\": " + PERSONS.formatted("1.5") + "}", "project-jobs", "/jobs/planned"),
                bad("\"jobs\": {\"actual\": {\"value\": \"5\"}}", "project-jobs", "/jobs/actual"),
                bad(
                        "\"jobs\": {\"actual\": {\"value\": \"5\", \"unit\": \"t\", \"countingUnit\": \"PERSON\"}}",
                        "project-jobs",
                        "/jobs/actual"),
                bad("\"jobs\": {\"actual\": " + PERSONS.formatted("-5") + "}", "invalid-value", "/jobs/actual"),
                bad(
                        "\"jobs\": {\"actual\": {\"value\": \"5\", \"countingUnit\": \"ENTERPRISE\"}}",
                        "project-jobs",
                        "/jobs/actual"),
                bad("\"parks\": [\"urn:ckep:park:1\"]", "unknown-property", "/parks"),
                bad("\"rag\": {\"rating\": \"RED\"}", "unknown-property", "/rag"));
    }

    private static Arguments bad(String member, String problem, String pointer) {
        return Arguments.of(member, problem, pointer);
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void whatCannotBeIsRefused(String member, String problem, String pointer) {
        Api.cnMaker()
                .post("projects", Records.project(", " + member))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + problem))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void eachSideHasAFigureOfItsOwn() {
        String project = Bilateral.joint("Plant", values());
        for (String attribute : List.of("registeredCapital", "ownContribution")) {
            Api.krMaker()
                    .show(project + "/figures/" + attribute, "{\"value\": " + SUM.formatted("29") + "}")
                    .then()
                    .statusCode(200)
                    .body("figures." + attribute + ".kr.value.amount", equalTo("29"));
        }
        String jobs = "{\"value\": {\"actual\": %s}, \"classification\": {\"level\": \"BILATERAL\"}}";
        Api.krMaker()
                .show(project + "/figures/jobs", jobs.formatted(PERSONS.formatted("880")))
                .then()
                .statusCode(200);
        Api.cnMaker()
                .show(project + "/figures/jobs", jobs.formatted(PERSONS.formatted("870")))
                .then()
                .statusCode(200);
        Api.cnMaker()
                .show(project + "/figures/jobs", "{\"value\": {}}")
                .then()
                .spec(problem(ProjectProblem.PROJECT_JOBS));
        Api.krChecker()
                .get(project + "?view=kr")
                .then()
                .body("registeredCapital.amount", equalTo("29.00"))
                .body("jobs.actual.value", equalTo("880"));
        Api.cnChecker()
                .get(project)
                .then()
                .body("registeredCapital.amount", equalTo("30.00"))
                .body("figures.registeredCapital", nullValue())
                .body("figures.jobs.kr.value.actual.value", equalTo("880"));
        Cycles.close().then().statusCode(201);
        Api.cnMaker()
                .get(project + "/reconciliation")
                .then()
                .body("data.find { it.pair == 'jobs/actual' }.status", equalTo("BREAK"));
    }

    @Test
    void parksAreThoseOfTheSitesThatTheReaderMayRead() {
        String source = Records.source("COMPANY_STATEMENT");
        String park = "urn:ckep:park:" + UUID.randomUUID();
        String place = "\"city\": \"Yancheng\", \"parkId\": \"%s\"}".formatted(park);
        String site = Api.loader()
                .create(
                        "sites/register-observed",
                        Records.site(", \"unknownReasons\": {\"since\": \"NOT_STATED\"}, \"sources\": [\"%s\"]"
                                        .formatted(source))
                                .replace("\"city\": \"Yancheng\"}", place));
        String project = "projects/"
                + Records.id(Api.cnMaker()
                        .create("projects", Records.project(", \"sites\": [\"%s\", \"%s\"]".formatted(site, site))));
        Api.cnMaker().get(project).then().body("parks", contains(park));
    }

    private static final String AMBER = """
            {"rating": "AMBER_RED", "comment": {"en": "The grid connection is late"}, "asOf": "2025-11"}""";

    /** A light is its side's alone: nobody else gets another byte. */
    @Test
    void aTrafficLightIsSeenByItsOwnSideAlone() {
        String project = Bilateral.joint("Plant", ", \"stateSince\": \"2024\"");
        List<Api> strangers = List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.PUBLIC);
        List<String> before = wholes(strangers, project);
        Api.cnMaker()
                .post(project + "/rag", AMBER)
                .then()
                .statusCode(200)
                .body("rag.rating", equalTo("AMBER_RED"))
                .body("rag.comment.en.text", equalTo("The grid connection is late"))
                .body("rag.asOf.date", equalTo("2025-11-01"))
                .body("rag.asOf.precision", equalTo("MONTH"));
        assertThat(wholes(strangers, project)).isEqualTo(before);
        Api.cnMaker().get(project + "?asOf=2025-10").then().statusCode(200).body("rag", nullValue());
        Api.cnMaker().get(project + "?asOf=2025-11").then().body("rag.rating", equalTo("AMBER_RED"));
        Api.cnMaker()
                .post(project + "/rag", AMBER.replace("AMBER_RED", "GREEN"))
                .then()
                .statusCode(200);
        Api.cnChecker().get(project).then().body("rag.rating", equalTo("GREEN"));
        Api.krMaker().post(project + "/rag", AMBER).then().body("rag.rating", equalTo("AMBER_RED"));
        Api.cnChecker().get(project).then().body("rag.rating", equalTo("GREEN"));
    }

    @Test
    void aTrafficLightIsRefusedWhereItCannotBe() {
        String project = Bilateral.offered("Own", "");
        Api cn = Api.cnMaker();
        cn.post(project + "/rag", AMBER).then().statusCode(200);
        Api.krMaker().post(project + "/rag", AMBER).then().statusCode(403);
        cn.post(project + "/rag", AMBER.replace("AMBER_RED", "BLUE"))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/rating"));
        cn.post(project + "/rag", AMBER.replace("2025-11", "2199"))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_DATE_IN_FUTURE, "/asOf"));
        cn.post(project + "/rag", AMBER.replace("late", "<b>late</b>"))
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, "/comment"));
        cn.post(project + "/rag", "{\"rating\": \"RED\"}").then().statusCode(400);
    }

    private static List<String> wholes(List<Api> readers, String project) {
        return readers.stream()
                .flatMap(reader -> Stream.of(
                                project, project + "?expand=record", project + "/changes", "projects?limit=5")
                        .map(path -> Answers.wholeOf(reader.get(path))))
                .toList();
    }

    private static String csv(String localId) {
        return Api.cnMaker()
                .request()
                .accept("text/csv")
                .get(Api.root() + "projects.csv?localId=" + localId)
                .asString();
    }
}

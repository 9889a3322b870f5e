package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Parks of a project, and each side's traffic light. */
@QuarkusTest
class ProjectValuesTest {
    @Test
    void neitherIsEnteredWithTheProject() {
        for (String member : List.of("parks", "rag")) {
            Api.cnMaker()
                    .post("projects", Records.project(", \"%s\": []".formatted(member)))
                    .then()
                    .spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, "/" + member));
        }
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
}

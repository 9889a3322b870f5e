package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.path.xml.element.Node;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** The files of other standards, compared as a whole with what was checked against those standards once. */
@QuarkusTest
class StandardExportsTest {
    private final FiledProjects projects = new FiledProjects();
    private final String word = projects.word();

    private String text(String name) {
        Response answer = projects.file(Api.cnMaker(), name);
        answer.then().statusCode(200);
        String text = new String(answer.asByteArray(), StandardCharsets.UTF_8);
        for (Map.Entry<String, String> one : projects.names().entrySet()) {
            text = text.replace(one.getValue(), "${" + one.getKey() + "}");
        }
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z", "\\${CHANGED}");
    }

    private static String golden(String name) throws IOException {
        try (InputStream golden = StandardExportsTest.class.getResourceAsStream(name)) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void projectsAreAPackageOfOc4ids() throws IOException {
        projects.registerOfOneSide();
        projects.file(Api.cnMaker(), "projects.oc4ids.json")
                .then()
                .header("Content-Type", "application/json;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"projects.oc4ids.json\"");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(text("projects.oc4ids.json")))
                .isEqualTo(json.readTree(golden("projects.oc4ids.json")));
    }

    @Test
    void projectsAreActivitiesOfIati() throws IOException {
        projects.registerOfOneSide();
        projects.file(Api.cnMaker(), "projects.iati.xml")
                .then()
                .header("Content-Type", "application/xml;charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"projects.iati.xml\"");
        assertThat(text("projects.iati.xml"))
                .isEqualTo(golden("projects.iati.xml")
                        .replaceAll("\n  ", "")
                        .replace("\n</iati-activity>", "</iati-activity>"));
    }

    @Test
    void ofAWithdrawnProjectNothingIsScheduledAnyMore() {
        Api cn = Api.cnMaker();
        String project = "projects/"
                + Records.id(cn.create(
                        "projects",
                        Records.project(", \"keyDates\": {\"COMPLETION\": {\"planned\": [\"2031-06-30\"]}}")
                                .replace("Battery plant", "Battery plant " + word)));
        JsonPath before = projects.file(cn, "projects.oc4ids.json").jsonPath();
        assertThat(before.getString("projects[0].milestones[0].status")).isEqualTo("scheduled");
        cn.step(
                        project,
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2025-02\", \"reason\": {\"en\": \"No partner was found\"}}")
                .then()
                .statusCode(200);
        JsonPath after = projects.file(cn, "projects.oc4ids.json").jsonPath();
        assertThat(after.getString("projects[0].status")).isEqualTo("cancelled");
        assertThat(after.getString("projects[0].milestones.find { it.id == 'COMPLETION' }.status"))
                .isEqualTo("notMet");
        assertThat(after.getString("projects[0].milestones.find { it.id == 'COMPLETION' }.dueDate"))
                .isEqualTo("2031-06-30T00:00:00Z");
        assertThat(after.getString("projects[0].milestones.find { it.id == 'WITHDRAWN' }.status"))
                .isEqualTo("met");
    }

    /** What each type is in each of its states to either standard; the register's own words stand beside theirs. */
    @Test
    void eachTypeInEachStateHasItsWordsAndCodes() {
        String source = Records.source("PRESS");
        Map<String, String> works = Map.of(
                "GREENFIELD", "construction",
                "RND_CENTRE", "construction",
                "PARK_INFRASTRUCTURE", "construction",
                "EXPANSION", "expansion");
        Map<String, List<String>> expected = new TreeMap<>();
        for (ProjectType type : ProjectType.values()) {
            for (ProjectStatus state : ProjectStatus.of(type.profile())) {
                String urn = projects.observe(type, state, source);
                expected.put(
                        urn,
                        List.of(
                                type.name(),
                                Oc4idsProject.status(state, ProjectStatus.COMMITTED),
                                works.getOrDefault(type.name(), "none"),
                                IatiActivity.status(state)));
            }
        }
        assertThat(expected).hasSizeGreaterThan(100);
        XmlPath iati =
                new XmlPath(projects.file(Api.PUBLIC, "projects.iati.xml").asString());
        Map<String, String> codes = new HashMap<>();
        iati.getList("iati-activities.iati-activity", Node.class)
                .forEach(activity -> codes.put(
                        activity.get("iati-identifier").toString().replaceFirst(".*(?=urn:ckep:)", ""),
                        activity.getNode("activity-status").getAttribute("code") + " "
                                + activity.getNode("description")
                                        .getNode("narrative")
                                        .value()));
        Map<String, List<String>> told = new TreeMap<>();
        for (Map<String, Object> project :
                projects.file(Api.PUBLIC, "projects.oc4ids.json").jsonPath().<Map<String, Object>>getList("projects")) {
            String urn = "urn:ckep:project:" + project.get("id").toString().replaceFirst(".*(?=.{36}$)", "");
            String type = JsonPath.from(new io.vertx.core.json.JsonObject(project).encode())
                    .getString("additionalClassifications[0].id");
            String code = String.valueOf(codes.get(urn));
            assertThat(code)
                    .as(type)
                    .contains("type " + type.toLowerCase(Locale.ROOT).replace('_', ' '));
            told.put(
                    urn,
                    List.of(
                            type,
                            project.get("status").toString(),
                            project.getOrDefault("type", "none").toString(),
                            code.substring(0, 1)));
        }
        assertThat(told).isEqualTo(expected);
    }

    /** A day that has begun in Beijing and Seoul may still be to come where IATI counts. */
    @Test
    void nothingHasHappenedOnADayThatIsStillToCome() {
        projects.registerOfOneSide();
        projects.bind();
        projects.observe(
                ProjectType.GREENFIELD,
                ProjectStatus.COMMISSIONING,
                Records.source("PRESS"),
                "\"GROUNDBREAKING\": {\"actual\": \"2024-02-20\"}");
        QuarkusMock.installMockForType(Clock.fixed(Instant.parse("2024-02-19T16:00:00Z"), ZoneOffset.UTC), Clock.class);
        String file = projects.file(Api.cnMaker(), "projects.iati.xml").asString();
        String day = "<activity-date iso-date=\"2024-02-19\" type=\"%d\"><narrative xml:lang=\"en\">Known as %s<";
        assertThat(file).contains(day.formatted(2, "2024-02-20"), day.formatted(4, "2024"));
        assertThat(Pattern.compile("(?:transaction-date iso-date|value-date)=\"(.*?)\"")
                        .matcher(file)
                        .results()
                        .map(found -> found.group(1)))
                .hasSize(14)
                .containsOnly("2024-02-19");
    }

    /** The register compares the closing of a transaction with nothing; IATI takes no end before the beginning. */
    @Test
    void anEndBeforeTheBeginningIsNotInTheFile() {
        projects.observe(
                ProjectType.MERGER_ACQUISITION,
                ProjectStatus.COMPLETED,
                Records.source("PRESS"),
                FiledProjects.CLOSED_BEFORE_SIGNED);
        assertThat(projects.file(Api.PUBLIC, "projects.iati.xml").asString())
                .contains("<activity-date iso-date=\"2024-06-01\" type=\"2\">")
                .doesNotContain("type=\"4\"");
    }

    /** Whoever is bound by the record's word alone is a party of the project all the same. */
    @Test
    void whoeverIsBoundIsAParty() {
        projects.bind();
        JsonPath file = projects.file(Api.cnMaker(), "projects.oc4ids.json").jsonPath();
        assertThat(file.getList("projects[0].parties.roles")).isEqualTo(List.of(List.of("funder"), List.of("funder")));
        assertThat(file.getString("projects[0].parties[1].id"))
                .isEqualTo(file.getString("projects[0].budget.finance[0].financingParty.id"));
    }

    /** Both standards know no empty file. */
    @Test
    void withoutAProjectThereIsNoFile() {
        projects.registerOfOneSide();
        for (String name : new String[] {"projects.oc4ids.json", "projects.iati.xml"}) {
            projects.file(Api.krMaker(), name).then().spec(problem(KernelProblem.NOT_FOUND));
        }
    }

    /** The figure of a side stands beside the agreed value and never in its place. */
    @Test
    void neitherSidesFigureGoesIntoAFile() {
        String project = Bilateral.joint(word, ", \"sectors\": [{\"code\": \"BATT\"}]");
        Api.krMaker()
                .show(
                        project + "/figures/totalInvestment",
                        "{\"value\": {\"amount\": \"777\", \"currency\": \"USD\", \"basis\": \"ARRIVED\"},"
                                + " \"classification\": {\"level\": \"BILATERAL\"}}")
                .then()
                .statusCode(200);
        for (Api reader : new Api[] {Api.krMaker(), Api.cnMaker()}) {
            projects.file(reader, "projects.oc4ids.json").then().statusCode(200);
            assertThat(projects.file(reader, "projects.oc4ids.json").asString())
                    .contains(word)
                    .doesNotContain("777");
            assertThat(projects.file(reader, "projects.csv").asString())
                    .contains(word)
                    .doesNotContain("777");
        }
    }
}

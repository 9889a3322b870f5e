package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.path.xml.element.Node;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** The files of other standards, compared as a whole with what was checked against those standards once. */
@QuarkusTest
class StandardExportsTest {
    private final String word =
            "w" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final Map<String, String> names = new LinkedHashMap<>();

    private Response file(Api who, String name) {
        RequestSpecification asking = RestAssured.given();
        return (who.token() == null ? asking : asking.header("Authorization", "Bearer " + who.token()))
                .queryParam("q", word)
                .get(Api.root() + name);
    }

    private String text(String name) {
        Response answer = file(Api.cnMaker(), name);
        answer.then().statusCode(200);
        String text = new String(answer.asByteArray(), StandardCharsets.UTF_8);
        for (Map.Entry<String, String> one : names.entrySet()) {
            text = text.replace(one.getValue(), "${" + one.getKey() + "}");
        }
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z", "\\${CHANGED}");
    }

    private static String golden(String name) throws IOException {
        try (InputStream golden = StandardExportsTest.class.getResourceAsStream(name)) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void register() {
        Api cn = Api.cnMaker();
        String source = Records.source("COMPANY_STATEMENT");
        String investor = Records.organisation();
        String regulator = Records.organisation();
        String site = cn.create(
                "sites",
                Records.site("")
                        .replace("Plant", "Yard")
                        .replace(
                                "\"city\": \"Yancheng\"",
                                "\"city\": \"Yancheng\", \"lat\": \"33.35\", \"lon\": \"120.16\""));
        String prospect = cn.create("projects", """
                {"title": {"zh-Hans": "%s 合资企业"}, "type": "JV_FORMATION", "direction": "KR_TO_CN",
                 "modality": "STATED_INTENT",
                 "participants": [{"org": {"unnamed": {"side": "KR", "description": "A maker of cells"}},
                                   "role": "INVESTOR"}], "sources": ["%s"]}""".formatted(word, source));
        String committed = cn.create("projects", """
                {"title": {"en": "%1$s A & B plant", "zh-Hans": "电池工厂", "ko": "배터리 공장"},
                 "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
                 "participants": [{"org": {"orgId": "%2$s"}, "role": "INVESTOR"},
                                  {"org": {"orgId": "%2$s"}, "role": "HOST_ENTITY"},
                                  {"org": {"orgId": "%3$s"}, "role": "REGULATOR"}],
                 "sectors": [{"code": "BATT", "share": "60"}, {"code": "SEMI", "share": "40"}], "products": ["850760"],
                 "sites": ["%4$s"], "sources": ["%5$s"], "parentProject": "%6$s", "relation": "EXPANDS",
                 "totalInvestment": {"amount": "2600000000", "currency": "USD", "basis": "CONTRACTED"},
                 "keyDates": {"GROUNDBREAKING": {"planned": ["2025-06-01", "2025-Q1"]},
                              "COMPLETION": {"planned": ["2027-06-30"]}}}""".formatted(word, investor, regulator, site, source, prospect));
        step(committed, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}");
        step(committed, """
                {"to": "COMMITTED", "date": "2024-03",
                 "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                  "kind": "EQUITY", "signedOn": "2024-03"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(investor));
        names.put("WORD", word);
        pay(committed, investor);
        names.put("COMMITTED", committed);
        names.put("PROSPECT", prospect);
        names.put("PROSPECT_ID", Records.id(prospect));
        names.put("COMMITTED_DISPLAY", cn.get("projects/" + committed).path("displayId"));
        names.put("PROSPECT_DISPLAY", cn.get("projects/" + prospect).path("displayId"));
        names.put("SITE", site);
        names.put("SOURCE", source);
        names.put("INVESTOR", investor);
        names.put("REGULATOR", regulator);
    }

    /** The ledger of the side whose record it is, with one transaction of every kind. */
    private void pay(String project, String investor) {
        String commitment = Api.cnMaker().create("commitments", """
                {"project": "%s", "party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                 "kind": "EQUITY", "basis": "CONTRACTED", "signedOn": "2024-03-01"}""".formatted(project, investor));
        String transactions = "commitments/" + Records.id(commitment) + "/transactions";
        String paid = entered(transactions, Commitments.transaction("DISBURSEMENT", "2", "2024-04-01", ""));
        names.put("COMMITMENT", commitment);
        names.put("BOUND", Api.cnMaker().get(transactions).path("data[0].urn"));
        names.put("DISBURSED", paid);
        names.put("SPENT", entered(transactions, Commitments.transaction("EXPENDITURE", "0.5", "2024-05-01", "")));
        names.put(
                "BOUGHT", entered(transactions, Commitments.transaction("EQUITY_PURCHASE", "1.25", "2024-06-01", "")));
        names.put("SOLD", entered(transactions, Commitments.transaction("EQUITY_SALE", "0.75", "2024-07-01", "")));
        names.put("TAKEN_BACK", entered(transactions, Commitments.reversal(paid, "1", "2024-08-01")));
    }

    private static String entered(String transactions, String body) {
        Response answer = Api.cnMaker().post(transactions, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("urn");
    }

    private static void step(String project, String body) {
        Response answer = Api.cnChecker().step("projects/" + project, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    @Test
    void projectsAreAPackageOfOc4ids() throws IOException {
        register();
        file(Api.cnMaker(), "projects.oc4ids.json")
                .then()
                .header("Content-Type", "application/json;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"projects.oc4ids.json\"");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(text("projects.oc4ids.json")))
                .isEqualTo(json.readTree(golden("projects.oc4ids.json")));
    }

    @Test
    void projectsAreActivitiesOfIati() throws IOException {
        register();
        file(Api.cnMaker(), "projects.iati.xml")
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
        JsonPath before = file(cn, "projects.oc4ids.json").jsonPath();
        assertThat(before.getString("projects[0].milestones[0].status")).isEqualTo("scheduled");
        cn.step(
                        project,
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2025-02\", \"reason\": {\"en\": \"No partner was found\"}}")
                .then()
                .statusCode(200);
        JsonPath after = file(cn, "projects.oc4ids.json").jsonPath();
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
                String urn = observed(type, state, source);
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
        XmlPath iati = new XmlPath(file(Api.PUBLIC, "projects.iati.xml").asString());
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
                file(Api.PUBLIC, "projects.oc4ids.json").jsonPath().<Map<String, Object>>getList("projects")) {
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

    /** A project that public sources tell of, in any state; what they leave unshown is named. */
    private String observed(ProjectType type, ProjectStatus state, String source) {
        String start = type.profile() == Profile.PHYSICAL ? "GROUNDBREAKING" : "CONTRACT_SIGNED";
        String body = Records.observed(
                        source,
                        ", \"guardsNotShown\": [%s], \"sectors\": [{\"code\": \"BATT\"}]"
                                + (state == ProjectStatus.SUSPENDED ? ", \"resumeTo\": \"COMMITTED\"" : "")
                                + ", \"keyDates\": {\"" + start + "\": {\"planned\": [\"2024\"]}}")
                .replace("Observed plant", word + " " + type + " " + state)
                .replace("GREENFIELD", type.name())
                .replace("PROSPECT", state.name());
        Response unnamed = Api.loader().post("projects/register-observed", body.formatted(""));
        if (unnamed.statusCode() == 201) {
            return unnamed.path("urn");
        }
        unnamed.then().spec(problem(ProjectProblem.PROJECT_GUARDS_NOT_NAMED));
        String guards = unnamed.<List<String>>path("guardsNotShown").stream()
                .map(guard -> "\"" + guard + "\"")
                .collect(Collectors.joining(", "));
        return Api.loader().create("projects/register-observed", body.formatted(guards));
    }

    /** Both standards know no empty file. */
    @Test
    void withoutAProjectThereIsNoFile() {
        register();
        for (String name : new String[] {"projects.oc4ids.json", "projects.iati.xml"}) {
            file(Api.krMaker(), name).then().spec(problem(KernelProblem.NOT_FOUND));
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
            file(reader, "projects.oc4ids.json").then().statusCode(200);
            assertThat(file(reader, "projects.oc4ids.json").asString())
                    .contains(word)
                    .doesNotContain("777");
            assertThat(file(reader, "projects.csv").asString()).contains(word).doesNotContain("777");
        }
    }
}

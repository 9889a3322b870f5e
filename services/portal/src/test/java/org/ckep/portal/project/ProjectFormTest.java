package org.ckep.portal.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Shape;
import org.ckep.portal.form.Values;
import org.ckep.portal.wording.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of a change set: made of the register's policy, and true to what stood there before. */
class ProjectFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PROJECT = Path.of(System.getProperty("ckep.project.dir"));

    private static final String AGREED = """
            {"title":{"en":{"text":"Plant","status":"ORIGINAL"},"zh-Hans":{"text":"工厂","status":"OFFICIAL"},
               "ko":{"text":"공장","status":"OFFICIAL"}},
             "type":"UPGRADE","direction":"KR_TO_CN","sectors":[{"code":"SEMI","share":"60"},{"code":"BATT"}],
             "products":["854232","8507"],"sites":["urn:ckep:site:1","urn:ckep:site:2"],
             "participants":[{"org":{"orgId":"urn:ckep:organisation:1"},"role":"INVESTOR"},
               {"org":{"unnamed":{"side":"CN","description":"a fund"}},"role":"PARTNER"}],
             "countsTowardAggregate":true,
             "jobs":{"planned":{"value":"900","relation":"GT","countingUnit":"PERSON"},"estimated":true},
             "keyDates":{"GROUNDBREAKING":{"planned":[{"date":"2026-04-01","precision":"QUARTER"}]}},
             "totalInvestment":{"amount":"2530000000.00","currency":"USD","basis":"TOTAL_PLANNED"},
             "capacity":[{"product":"cells","quantity":{"value":"10","relation":"EQ","unit":"GWh"},"kind":"PLANNED"}],
             "unknownReasons":{"stateSince":"NOT_STATED"}}""";

    @Test
    void everyAgreedValueOfThePolicyHasAFormAndAName() {
        List<String> attributes = new ArrayList<>(ProjectForm.attributes());
        assertThat(attributes).contains("title", "totalInvestment").doesNotContain("state", "filings", "sources");
        attributes.add(ProjectForm.STEP);
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE, Locale.KOREAN)) {
            Labels labels = Labels.in(locale);
            assertThat(attributes).allSatisfy(attribute -> {
                assertThat(ProjectForm.knows(attribute)).as(attribute).isTrue();
                assertThat(labels.has("agreed", attribute)).as(attribute).isTrue();
                assertNamed(ProjectForm.shape(attribute), labels);
            });
        }
    }

    private static void assertNamed(Shape shape, Labels labels) {
        switch (shape) {
            case Shape.Leaf leaf ->
                assertThat(leaf.codes()).allSatisfy(code -> assertThat(labels.has(leaf.names(), code))
                        .as(leaf.names() + "." + code)
                        .isTrue());
            case Shape.Group group ->
                group.members().forEach((member, inner) -> {
                    assertThat(labels.has(group.names(), member))
                            .as(group.names() + "." + member)
                            .isTrue();
                    assertNamed(inner, labels);
                });
            case Shape.Rows rows -> assertNamed(rows.row(), labels);
            case Shape.Keyed keyed -> {
                assertThat(keyed.keys()).allSatisfy(key -> assertThat(labels.has(keyed.names(), key))
                        .as(keyed.names() + "." + key)
                        .isTrue());
                assertNamed(keyed.entry(), labels);
            }
        }
    }

    /** The register refuses a reason for any other value. */
    @Test
    void aReasonIsGivenForTheAbsenceOfTheValuesThatTheRegisterTakesOneFor() {
        assertThat(ProjectForm.shape("unknownReasons"))
                .isInstanceOfSatisfying(Shape.Keyed.class, reasons -> assertThat(reasons.keys())
                        .containsExactlyInAnyOrder(
                                "totalInvestment", "registeredCapital", "ownContribution", "jobs", "stateSince"));
    }

    @ParameterizedTest
    @CsvSource({
        "project/ProjectType, TYPES",
        "project/Direction, DIRECTIONS",
        "project/ProjectRelation, RELATIONS",
        "project/ParticipantRole, ROLES",
        "project/InvestmentBasis, BASES",
        "project/KeyDate, KEY_DATES",
        "site/SiteState, SITE_STATES",
    })
    void theCodesToChooseFromAreThoseOfTheRegister(String type, String list) throws Exception {
        Object codes = ProjectForm.class.getDeclaredField(list).get(null);
        String source = Files.readString(
                PROJECT.resolve("services/investment-projects/src/main/java/org/ckep/investment/" + type + ".java"));
        assertThat(codes).isEqualTo(constants(source));
    }

    private static List<String> constants(String source) {
        String code = source.replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", "");
        String body = code.substring(code.indexOf('{', code.indexOf("enum ")) + 1, code.lastIndexOf('}'));
        int end = body.indexOf(';');
        Matcher constant = Pattern.compile("([A-Z][A-Z0-9_]*)\\s*(\\([^)]*\\))?\\s*(,|$)")
                .matcher((end < 0 ? body : body.substring(0, end)).strip());
        List<String> constants = new ArrayList<>();
        while (constant.find()) {
            constants.add(constant.group(1));
        }
        return constants;
    }

    @Test
    void aFormThatIsSentAsItBeganChangesNothing() throws IOException {
        assertThat(draft(Map.of(), false).path("patch")).isEmpty();
    }

    @Test
    void whatIsChangedIsOneOperationAndTheRestOfTheValueStays() throws IOException {
        JsonNode patch = draft(
                        Map.of("totalInvestment.amount", "2600000000", "keyDates.GROUNDBREAKING.planned", "2026-Q4"),
                        true)
                .path("patch");
        assertThat(patch).hasSize(2);
        assertThat(patch.get(0)).isEqualTo(JSON.readTree("""
                {"op":"add","path":"/keyDates","value":{"GROUNDBREAKING":
                  {"planned":[{"date":"2026-04-01","precision":"QUARTER"},"2026-Q4"]}}}"""));
        assertThat(patch.get(1)).isEqualTo(JSON.readTree("""
                {"op":"add","path":"/totalInvestment",
                 "value":{"amount":"2600000000","currency":"USD","basis":"TOTAL_PLANNED"}}"""));
    }

    @Test
    void whatIsLeftEmptyIsTakenOut() throws IOException {
        JsonNode patch = draft(
                        Map.of(
                                "totalInvestment.amount", "",
                                "totalInvestment.currency", "",
                                "totalInvestment.basis", "",
                                "sectors.0.code", "",
                                "sectors.0.share", ""),
                        true)
                .path("patch");
        assertThat(patch.get(0))
                .isEqualTo(JSON.readTree("{\"op\":\"add\",\"path\":\"/sectors\",\"value\":[{\"code\":\"BATT\"}]}"));
        assertThat(patch.get(1)).isEqualTo(JSON.readTree("{\"op\":\"remove\",\"path\":\"/totalInvestment\"}"));
    }

    @Test
    void aNewRowIsAdded() throws IOException {
        JsonNode patch = draft(
                        Map.of(
                                "participants.3.org", "{\"unnamed\":{\"side\":\"KR\"}}",
                                "participants.3.role", "FINANCIER",
                                "products", "854232，8507, 290321",
                                "countsTowardAggregate", "false"),
                        true)
                .path("patch");
        assertThat(patch.get(0).path("value")).isEqualTo(JSON.readTree("[\"854232\",\"8507\",\"290321\"]"));
        assertThat(patch.get(1)
                        .path("value")
                        .get(1)
                        .path("org")
                        .path("unnamed")
                        .path("description")
                        .asText())
                .isEqualTo("a fund");
        assertThat(patch.get(1).path("value").get(2))
                .isEqualTo(JSON.readTree("{\"org\":{\"unnamed\":{\"side\":\"KR\"}},\"role\":\"FINANCIER\"}"));
        assertThat(patch.get(2).path("value").isBoolean()).isTrue();
    }

    /** Nobody enters that jobs are counted in persons: they can be counted in nothing else. */
    @Test
    void jobsAreCountedInPersons() throws IOException {
        JsonNode patch = draft(
                        Map.of(
                                "jobs.actual.value", "870",
                                "registeredCapital.amount", "600",
                                "registeredCapital.currency", "CNY",
                                "registeredCapital.basis", "CONTRACTED",
                                "phasesPartial", "true"),
                        true)
                .path("patch");
        assertThat(patch).isEqualTo(JSON.readTree("""
                [{"op":"add","path":"/phasesPartial","value":true},
                 {"op":"add","path":"/registeredCapital",
                  "value":{"amount":"600","currency":"CNY","basis":"CONTRACTED"}},
                 {"op":"add","path":"/jobs",
                  "value":{"planned":{"value":"900","relation":"GT","countingUnit":"PERSON"},"estimated":true,
                    "actual":{"value":"870","countingUnit":"PERSON"}}}]"""));
        assertThat(draft(Map.of("jobs.planned.value", "", "jobs.planned.relation", "", "jobs.estimated", ""), true)
                        .path("patch"))
                .isEqualTo(JSON.readTree("[{\"op\":\"remove\",\"path\":\"/jobs\"}]"));
    }

    @Test
    void aStepIsSentInTheFormOfTheRegister() throws IOException {
        Sent sent = sent(Map.of(
                "step.to", "ANNOUNCED",
                "step.date", "2026-01-05",
                "step.reason.ko", "발표",
                "step.sources.1", "urn:ckep:source:1",
                "reason.en", "so it is",
                "evidence", "urn:ckep:source:1"));
        JsonNode content =
                ChangeDraft.of(sent, agreed(), List.of(ProjectForm.STEP), false).content();
        assertThat(content).isEqualTo(JSON.readTree("""
                {"patch":[],"step":{"to":"ANNOUNCED","date":"2026-01-05","reason":{"ko":"발표"},
                  "sources":["urn:ckep:source:1"]},"reason":{"en":"so it is"},"evidence":["urn:ckep:source:1"]}"""));
    }

    /** The second row was left empty: what the register calls the second participant is the third row of the form. */
    @ParameterizedTest
    @CsvSource({
        "/patch/0/value/1/role, participants.2.role",
        "/participants/1/role, participants.2.role",
        "/participants/0/org/orgId, participants.0.org",
        "/participants, participants",
        "/patch/1/value/amount, totalInvestment.amount",
        "/totalInvestment/amount, totalInvestment.amount",
        "/title/ko/text, title.ko.text",
        "/title/ko, title.ko.text",
        "/reason/zh-Hans, reason.zh-Hans",
        "/reason, reason.en",
        "/evidence/0, evidence",
        "/step/commitments/0/party, step.commitments.0.party",
        "/step/filings, step",
        "/jobs/actual, jobs.actual.value",
        "/jobs, jobs",
        "/patch, ''",
        "/patch/7/value, ''",
        "/somethingElse, ''",
        ", ''",
    })
    void aFaultFindsItsField(String pointer, String field) throws IOException {
        Sent sent = filled();
        sent.fields().putSingle("participants.1.org", "");
        sent.fields().putSingle("participants.1.role", "");
        sent.fields().putSingle("participants.2.org", "urn:ckep:organisation:9");
        sent.fields().putSingle("participants.2.role", "PARTNER");
        sent.fields().putSingle("totalInvestment.amount", "much");
        ChangeDraft draft = ChangeDraft.of(
                sent, agreed(), List.of("participants", "totalInvestment", "title", "jobs", "step"), false);
        assertThat(draft.byField(List.of(new Fault(pointer, "wrong", "")))).containsOnlyKeys(field);
    }

    private static ObjectNode draft(Map<String, String> changes, boolean anyOf) throws IOException {
        Sent sent = filled();
        changes.forEach((name, value) -> sent.fields().putSingle(name, value));
        ObjectNode content =
                ChangeDraft.of(sent, agreed(), ProjectForm.attributes(), false).content();
        assertThat(content.path("patch").isEmpty()).isNotEqualTo(anyOf);
        return content;
    }

    private static Sent filled() throws IOException {
        Sent sent = Sent.nothing();
        ObjectNode agreed = agreed();
        ProjectForm.attributes().forEach(name -> Values.write(ProjectForm.shape(name), name, agreed.path(name), sent));
        return sent;
    }

    private static Sent sent(Map<String, String> fields) {
        MultivaluedHashMap<String, String> all = new MultivaluedHashMap<>();
        fields.forEach(all::putSingle);
        return new Sent(all);
    }

    private static ObjectNode agreed() throws IOException {
        return (ObjectNode) JSON.readTree(AGREED);
    }
}

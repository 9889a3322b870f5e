package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.partnerships.partnership.Examples.own;
import static org.ckep.partnerships.partnership.Examples.signature;
import static org.ckep.partnerships.partnership.Examples.signed;
import static org.ckep.partnerships.partnership.Examples.step;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.ValueProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state machine through the API: who, from where, with what. */
@QuarkusTest
class PartnershipLifecycleTest {
    @Inject
    PartnershipCalendar calendar;

    @BeforeEach
    void load() {
        Fixture.load(PartnershipLifecycleTest.class);
    }

    private static String statement() {
        return "\"sources\": [\"%s\"]".formatted(Fixture.source("COMPANY_STATEMENT"));
    }

    @Test
    void aPartnershipIsLedFromExpectedToCompleted() {
        Api maker = Api.cnMaker();
        Api checker = Api.cnChecker();
        String urn = maker.create("partnerships", own("\"deliverables\": [{\"title\": {\"en\": \"pilot line\"}}]"));
        step(checker, urn, "EXPLORING", "\"on\": \"2025-01\", " + statement())
                .then()
                .statusCode(200)
                .body("state", is("EXPLORING"))
                .body("stateSince.date", is("2025-01-01"))
                .body("modality", is("STATED_INTENT"));
        step(maker, urn, "NEGOTIATING", "").then().statusCode(200).body("state", is("NEGOTIATING"));
        step(checker, urn, "SIGNED", signature("2025-03-01", "BINDING"))
                .then()
                .statusCode(200)
                .body("stateSince.date", is("2025-03-01"))
                .body("signature.binding", is("BINDING"))
                .body("modality", is("ASSERTED"));
        step(checker, urn, "ACTIVE", "").then().spec(problem(PartnershipProblem.START_NOT_REACHED));
        step(checker, urn, "ACTIVE", "\"on\": \"2025-04-01\"")
                .then()
                .statusCode(200)
                .body("state", is("ACTIVE"))
                .body("start.date", is("2025-04-01"));
        step(maker, urn, "ON_HOLD", "")
                .then()
                .spec(problem(PartnershipProblem.REASON_MISSING))
                .body("allowed", contains("ON_HOLD", "TERMINATED"));
        step(maker, urn, "ON_HOLD", "\"reason\": \"export licence\"")
                .then()
                .statusCode(200)
                .body("stateReason", is("export licence"));
        step(maker, urn, "ACTIVE", "\"reason\": \"licence granted\"").then().statusCode(200);
        step(checker, urn, "COMPLETED", "").then().spec(problem(PartnershipProblem.DELIVERABLES_OPEN));
        maker.patch(
                        "partnerships/" + urn,
                        "{\"deliverables\": [{\"title\": {\"en\": \"pilot line\"}, \"deliveredOn\": \"2026-01\"}]}")
                .then()
                .statusCode(200);
        step(checker, urn, "COMPLETED", "").then().statusCode(200).body("state", is("COMPLETED"));
        step(checker, urn, "ACTIVE", "")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", empty());
        maker.get("partnerships/" + urn + "?expand=history")
                .then()
                .body(
                        "history.to",
                        contains(
                                "EXPECTED",
                                "EXPLORING",
                                "NEGOTIATING",
                                "SIGNED",
                                "ACTIVE",
                                "ON_HOLD",
                                "ACTIVE",
                                "COMPLETED"))
                .body("history[5].reason", is("export licence"))
                .body("history[6].reason", is("licence granted"))
                .body("history.bySide", hasItem("CN"));
        // Nothing of it is known to the other side.
        Api.krChecker().get("partnerships/" + urn).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void aStepIsRefusedToThoseWhoMayNotTakeItAndNamesWhatIsOpen() {
        String urn = Api.cnMaker().create("partnerships", own(""));
        step(Api.cnMaker(), urn, "EXPLORING", statement())
                .then()
                .spec(problem(KernelProblem.FORBIDDEN))
                .body("allowed", contains("DISMISSED"));
        step(Api.cnChecker(), urn, "ACTIVE", "")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("DISMISSED", "EXPLORING"));
        step(Api.cnChecker(), urn, "EXPECTED", "").then().spec(problem(KernelProblem.STATE_FORBIDS));
        step(Api.cnChecker(), urn, "EXPLORING", "").then().spec(problem(PartnershipProblem.STATEMENT_MISSING));
        step(Api.cnMaker(), urn, "DISMISSED", "").then().spec(problem(PartnershipProblem.DATE_MISSING));
        step(Api.cnMaker(), urn, "DISMISSED", "\"on\": \"2999-01\"")
                .then()
                .spec(problem(ValueProblem.DATE_OUT_OF_RANGE));
        step(Api.cnMaker(), urn, "DISMISSED", "\"on\": \"2150-01\"")
                .then()
                .spec(problem(PartnershipProblem.DATE_IN_FUTURE));
        step(Api.cnMaker(), urn, "DISMISSED", "\"on\": \"2025-12\"")
                .then()
                .statusCode(200)
                .body("state", is("DISMISSED"));
    }

    @Test
    void expiryAndLapseBelongToTheCalendar() {
        String urn = signed("", "2026-01", "NON_BINDING");
        step(Api.cnChecker(), urn, "EXPIRED", "")
                .then()
                .spec(problem(KernelProblem.FORBIDDEN))
                .body("allowed", contains("ACTIVE", "COMPLETED", "TERMINATED"));
        step(Api.cnChecker(), urn, "LAPSED", "").then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void aStepNeedsTheTagOfWhatIsMoved() {
        String urn = Api.cnMaker().create("partnerships", own(""));
        String body = "{\"to\": \"DISMISSED\", \"on\": \"2025\"}";
        Api.cnMaker()
                .post("partnerships/" + urn + "/transitions", body)
                .then()
                .spec(problemAt(KernelProblem.PRECONDITION_REQUIRED, "If-Match"));
        Api.cnMaker()
                .post("partnerships/" + urn + "/transitions", "\"old\"", body)
                .then()
                .spec(problem(KernelProblem.STALE));
    }

    @Test
    void aStepIsRepeatedByItsKeyWithoutASecondEffect() {
        String urn = Api.cnMaker().create("partnerships", own(""));
        String tag = Api.cnMaker().etag("partnerships/" + urn);
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            Api.cnMaker()
                    .request()
                    .contentType("application/json")
                    .header("If-Match", tag)
                    .header("Idempotency-Key", key)
                    .body("{\"to\": \"DISMISSED\", \"on\": \"2025\"}")
                    .post("/partnerships/v1/partnerships/" + urn + "/transitions")
                    .then()
                    .statusCode(200)
                    .body("state", is("DISMISSED"));
        }
        Api.cnMaker().get("partnerships/" + urn + "?expand=history").then().body("history", hasSize(2));
        Api.cnMaker()
                .postOnce(
                        "partnerships/" + urn + "/activity-reports",
                        key,
                        "{\"on\": \"2025-01-01\", \"summary\": {\"en\": \"x\"}}")
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void anObservedPartnershipIsMovedByACheckerWithASourceAndChangesTheAnswers() {
        String urn = Fixture.urn("PAR-LG-SSB");
        step(Api.krChecker(), urn, "EXPLORING", "").then().spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        step(Api.krChecker(), urn, "EXPLORING", "\"sources\": [\"%s\"]".formatted(Fixture.source("COMMENTARY")))
                .then()
                .spec(problem(PartnershipProblem.STATEMENT_MISSING));
        Api.PUBLIC.get("partnerships?state=EXPLORING").then().body("data.urn", not(hasItem(urn)));
        step(Api.krChecker(), urn, "EXPLORING", statement()).then().statusCode(200);
        Api.PUBLIC.get("partnerships?state=EXPLORING").then().body("data.urn", hasItem(urn));
        Api.PUBLIC.get("partnerships?state=EXPECTED").then().body("data.urn", not(hasItem(urn)));
        Api.PUBLIC.get("partnerships?namedCounterparty=false").then().body("data.urn", hasItem(urn));
        step(Api.krMaker(), urn, "NEGOTIATING", statement()).then().spec(problem(PartnershipProblem.UNNAMED_PARTY));
    }

    @Test
    void p10_aGroupDoesNotSign() {
        String urn = Api.krMaker()
                .create("partnerships", own("").replace(Fixture.urn("ORG-SKHYNIX"), Fixture.urn("ORG-SK")));
        step(Api.krChecker(), urn, "EXPLORING", statement()).then().statusCode(200);
        step(Api.krChecker(), urn, "SIGNED", signature("2026-01", "BINDING"))
                .then()
                .spec(problem(PartnershipProblem.GROUP_CANNOT_SIGN));
        Api.krMaker()
                .patch(
                        "partnerships/" + urn,
                        Fixture.resolve(
                                "{\"parties\": [{\"orgId\": \"${ORG-SKHYNIX}\"}, {\"orgId\": \"${ORG-YMTC}\"}]}"))
                .then()
                .statusCode(200);
        step(Api.krChecker(), urn, "SIGNED", signature("2026-01", "BINDING"))
                .then()
                .statusCode(200);
        // Nor does it become a party afterwards.
        Api.krMaker()
                .patch(
                        "partnerships/" + urn,
                        Fixture.resolve("{\"parties\": [{\"orgId\": \"${ORG-SK}\"}, {\"orgId\": \"${ORG-YMTC}\"}]}"))
                .then()
                .spec(problem(PartnershipProblem.GUARD_NOT_SHOWN))
                .body("unproven", contains("NO_GROUP_PARTY"));
    }

    @Test
    void activeWithoutLicenceForControlledTechnologyIsRefused() {
        String flow = "\"technologyFlow\": [{\"from\": \"KR\", \"to\": \"CN\", \"technology\": {\"en\": \"etching\"}, "
                + "\"controlledBy\": [\"urn:ckep:measure:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e12\"]%s}]";
        String urn = signed("\"start\": \"2026-01\", " + flow.formatted(""), "2026-01", "BINDING");
        step(Api.cnChecker(), urn, "ACTIVE", "").then().spec(problem(PartnershipProblem.LICENCE_MISSING));
        Api.cnMaker()
                .patch(
                        "partnerships/" + urn,
                        "{" + flow.formatted(", \"licence\": {\"reference\": \"L-7\", \"validFrom\": \"2026\"}") + "}")
                .then()
                .statusCode(200);
        step(Api.cnChecker(), urn, "ACTIVE", "").then().statusCode(200);
    }

    @Test
    void jointDevelopmentNeedsTermsForIntellectualProperty() {
        String urn = Api.cnMaker()
                .create("partnerships", own("\"start\": \"2026-01\"").replace("\"SUPPLY\"", "\"CO_DEVELOPMENT\""));
        step(Api.cnChecker(), urn, "EXPLORING", statement()).then().statusCode(200);
        step(Api.cnChecker(), urn, "SIGNED", signature("2026-01", "BINDING"))
                .then()
                .statusCode(200);
        step(Api.cnChecker(), urn, "ACTIVE", "").then().spec(problem(PartnershipProblem.IP_TERMS_MISSING));
        Api.cnMaker()
                .patch("partnerships/" + urn, "{\"ipTerms\": {\"background\": [{\"en\": \"patents\"}]}}")
                .then()
                .statusCode(200);
        step(Api.cnChecker(), urn, "ACTIVE", "").then().statusCode(200);
        Api.cnMaker()
                .patch("partnerships/" + urn, "{\"ipTerms\": null}")
                .then()
                .spec(problem(PartnershipProblem.GUARD_NOT_SHOWN));
    }

    @Test
    void p12_aNonBindingDocumentLapsesAndAnActivityReportBringsItBack() throws Throwable {
        String lapsing = signed("", "2024-06-01", "NON_BINDING");
        String binding = signed("", "2024-06-01", "BINDING");
        String reported = signed("", "2024-06-01", "NON_BINDING");
        String report = "{\"on\": \"%s\", \"summary\": {\"en\": \"second meeting\"}}"
                .formatted(LocalDate.now().minusDays(1));
        Api.cnMaker()
                .post("partnerships/" + reported + "/activity-reports", report)
                .then()
                .statusCode(201)
                .body("state", is("SIGNED"));
        look();
        assertThat(stateOf(lapsing)).isEqualTo("LAPSED");
        assertThat(stateOf(binding)).isEqualTo("SIGNED");
        assertThat(stateOf(reported)).isEqualTo("SIGNED");
        step(Api.cnChecker(), lapsing, "ACTIVE", "\"on\": \"2025\"").then().spec(problem(KernelProblem.STATE_FORBIDS));
        step(Api.cnChecker(), lapsing, "SIGNED", signature("2026-01", "BINDING"))
                .then()
                .spec(problem(PartnershipProblem.ACTIVITY_REPORT_NEEDED))
                .body("allowed", contains("SIGNED"));
        Api.krMaker()
                .post("partnerships/" + lapsing + "/activity-reports", report)
                .then()
                .spec(problem(KernelProblem.NOT_FOUND));
        Api.cnMaker()
                .post("partnerships/" + lapsing + "/activity-reports", report)
                .then()
                .statusCode(201)
                .body("state", is("SIGNED"));
        Api.cnMaker()
                .get("partnerships/" + lapsing + "?expand=history")
                .then()
                .body("history.to", contains("EXPECTED", "EXPLORING", "SIGNED", "LAPSED", "SIGNED"))
                .body("reports", hasSize(1));
        look();
        assertThat(stateOf(lapsing)).isEqualTo("SIGNED");
    }

    @Test
    void itExpiresAfterItsEndUnlessItIsRenewed() throws Throwable {
        String ending = signed("\"start\": \"2024\", \"end\": \"2025-06\"", "2024-01", "BINDING");
        String renewed = signed("\"start\": \"2024\", \"end\": \"2025-06\"", "2024-01", "BINDING");
        Api.cnMaker()
                .patch("partnerships/" + renewed, "{\"end\": \"2040\"}")
                .then()
                .statusCode(200);
        look();
        assertThat(stateOf(ending)).isEqualTo("EXPIRED");
        assertThat(stateOf(renewed)).isEqualTo("SIGNED");
        Api.cnMaker()
                .get("partnerships/" + ending + "?expand=history")
                .then()
                .body("stateSince.date", is("2025-06-01"))
                .body("history[3].bySide", is((Object) null));
        // Observed records stay as their sources left them.
        String observed = Api.loader().create("partnerships/register-observed", own("""
                                "state": "SIGNED", "start": "2020", "end": "2021", "sources": ["${SRC-0001}"],
                                "guardsNotShown": ["STATEMENT_OF_A_PARTY", "SIGNED_DOCUMENT", "SIGNATORIES",
                                                   "SIGNING_DATE", "BINDING_KNOWN"]"""));
        look();
        Api.PUBLIC.get("partnerships/" + observed).then().body("state", is("SIGNED"));
    }

    @Test
    void activityIsReportedFromSignedOnAndNotInAdvance() {
        String urn = Api.cnMaker().create("partnerships", own(""));
        String path = "partnerships/" + urn + "/activity-reports";
        Api.cnMaker()
                .post(path, "{\"on\": \"2025-01-01\", \"summary\": {\"en\": \"x\"}}")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS));
        String signed = signed("", "2026-01", "BINDING");
        Api.cnMaker()
                .post(
                        "partnerships/" + signed + "/activity-reports",
                        "{\"on\": \"2150-01-01\", \"summary\": {\"en\": \"x\"}}")
                .then()
                .spec(problem(PartnershipProblem.DATE_IN_FUTURE));
    }

    /** The calendar acts for no side, and yet on what one side keeps to itself. */
    @Test
    void theCalendarsStepStandsInTheTrailOfTheSideWhoseRecordItIs() throws Throwable {
        String urn = signed("", "2024-06-01", "NON_BINDING");
        look();
        Api auditor = Api.user("cn-auditor");
        await().atMost(Duration.ofSeconds(30)).until(() -> auditor.get("audit?limit=500&record=" + urn)
                .jsonPath()
                .getList("data.subject")
                .contains("calendar"));
        Map<String, Object> entry = auditor.get("audit?limit=500&record=" + urn)
                .jsonPath()
                .getMap("data.find { it.subject == 'calendar' }");
        assertThat(entry)
                .containsEntry("side", "CN")
                .containsEntry("attributes", List.of("state", "stateSince"))
                .doesNotContainKey("network");
        assertThat(Api.user("kr-auditor").get("audit?record=" + urn).jsonPath().getList("data"))
                .isEmpty();
        for (String other : List.of("cn-auditor", "kr-auditor")) {
            assertThat(Api.user(other)
                            .get("audit?chain=COMMON&record=" + urn)
                            .jsonPath()
                            .getList("data"))
                    .isEmpty();
        }
    }

    private void look() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> calendar.look());
    }

    private static String stateOf(String urn) {
        return Api.cnMaker().get("partnerships/" + urn).path("state");
    }
}

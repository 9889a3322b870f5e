package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/** One side carries its record through its life; public sources carry an observed one. */
@QuarkusTest
class ProjectLifecycleTest {

    @Test
    void whatOneSideKeepsIsNoPublicStatement() {
        String kept = Records.sideSource(Api.cnMaker(), "COMPANY_STATEMENT");
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        String step = "{\"to\": \"ANNOUNCED\", \"date\": \"2021-11-01\", \"sources\": [\"%s\"]}";

        Api.cnChecker()
                .step(path, step.formatted(kept))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/sources"))
                .body("errors.code", contains("ANNOUNCEMENT"));

        String published = Api.cnMaker()
                .create(
                        "sources",
                        "{\"kind\": \"COMPANY_STATEMENT\", \"title\": \"A release\", \"publishedOn\": \"2021-11-01\","
                                + " \"classification\": {\"level\": \"PUBLIC\"}}");
        Api.cnChecker().step(path, step.formatted(published)).then().statusCode(200);
    }

    @Test
    void aSideCarriesItsPlantFromProspectToClosed() {
        String statement = Records.source("COMPANY_STATEMENT");
        String site = Api.cnMaker().create("sites", Records.site(""));
        String project = Records.id(Api.cnMaker().create("projects", Records.project("""
                                , "sites": ["%s"], "sectors": [{"code": "BATT"}],
                                "capacity": [{"product": "cells", "quantity": {"value": "10", "unit": "GWh"},
                                              "kind": "ACTUAL", "asOf": "2024"}]""".formatted(site))));
        String party = "{\"orgId\": \"" + Records.organisation() + "\"}";

        taken(
                Api.cnChecker(),
                project,
                "{\"to\": \"ANNOUNCED\", \"date\": \"2021-11-01\", \"sources\": [\"" + statement + "\"]}");
        taken(Api.cnMaker(), project, """
                {"to": "FILED", "date": "2021-12-01",
                 "filings": [{"kind": "foreign investment report", "number": "2021-0815", "outcome": "PENDING"}]}""");
        taken(Api.cnMaker(), project, """
                        {"to": "APPROVED", "date": "2022-02",
                         "filings": [{"kind": "foreign investment report", "number": "2021-0815",
                                      "outcome": "POSITIVE"}]}""").body("filings", hasSize(1)).body("filings[0].outcome", equalTo("POSITIVE"));
        taken(Api.cnChecker(), project, """
                        {"to": "COMMITTED", "date": "2022-03-01",
                         "commitments": [{"party": %s, "amount": {"amount": "2530000000", "currency": "USD"},
                                          "kind": "EQUITY", "signedOn": "2022-03-01"}],
                         "holdings": [{"holder": %s, "share": {"exact": "49"}},
                                      {"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(party, party))
                .body("commitments[0].amount.amount", equalTo("2530000000.00"))
                .body("holdings[1].holder", nullValue())
                .body("stateSince.date", equalTo("2022-03-01"));
        taken(Api.cnMaker(), project, "{\"to\": \"UNDER_CONSTRUCTION\", \"date\": \"2022-Q2\"}")
                .body("keyDates.GROUNDBREAKING.actual.precision", equalTo("QUARTER"));
        taken(Api.cnMaker(), project, "{\"to\": \"SUSPENDED\", \"reason\": {\"en\": \"typhoon\"}}")
                .body("resumeTo", equalTo("UNDER_CONSTRUCTION"))
                .body("stateReason.en.text", equalTo("typhoon"));
        taken(Api.cnMaker(), project, "{\"to\": \"UNDER_CONSTRUCTION\", \"reason\": {\"en\": \"repaired\"}}")
                .body("resumeTo", nullValue());
        taken(Api.cnMaker(), project, "{\"to\": \"COMMISSIONING\", \"date\": \"2024-01\"}");
        taken(Api.cnChecker(), project, "{\"to\": \"OPERATIONAL\", \"date\": \"2024-05-20\"}");
        taken(
                Api.cnChecker(),
                project,
                "{\"to\": \"WINDING_DOWN\", \"date\": \"2025-06\", \"reason\": {\"en\": \"old line\"},"
                        + " \"siteState\": \"IDLE\"}");
        Api.cnMaker().get("sites/" + site).then().body("state", equalTo("IDLE"));
        taken(
                        Api.cnChecker(),
                        project,
                        "{\"to\": \"CLOSED\", \"date\": \"2025-12-31\", \"reason\": {\"en\": \"wound up\"},"
                                + " \"siteState\": \"CLOSED\"}")
                .body("state", equalTo("CLOSED"));
        Api.cnMaker().get("sites/" + site).then().body("state", equalTo("CLOSED"));

        Api.cnMaker()
                .get("projects/" + project + "/transitions")
                .then()
                .statusCode(200)
                .body(
                        "data.to",
                        contains(
                                "ANNOUNCED",
                                "FILED",
                                "APPROVED",
                                "COMMITTED",
                                "UNDER_CONSTRUCTION",
                                "SUSPENDED",
                                "UNDER_CONSTRUCTION",
                                "COMMISSIONING",
                                "OPERATIONAL",
                                "WINDING_DOWN",
                                "CLOSED"))
                .body("data.from[0]", equalTo("PROSPECT"))
                .body("data.side", not(hasItem("KR")))
                .body("data.reason.en.text", contains("typhoon", "repaired", "old line", "wound up"));

        // Terminal: no step leads on.
        Api.cnChecker()
                .step("projects/" + project, "{\"to\": \"OPERATIONAL\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:project-terminal"))
                .body("allowed", hasSize(0));
    }

    @Test
    void anAcquisitionIsPaidInTwoStepsAndItsDivestedSiteChangesHands() {
        String statement = Records.source("COMPANY_FILING");
        String site = Api.cnMaker().create("sites", Records.site(""));
        String project = Records.id(Api.cnMaker()
                .create(
                        "projects",
                        Records.projectOf(
                                "DIVESTMENT",
                                ", \"sites\": [\"%s\"], \"sources\": [\"%s\"]".formatted(site, statement))));
        taken(Api.cnChecker(), project, "{\"to\": \"ANNOUNCED\", \"date\": \"2020-10-20\"}");
        taken(Api.cnChecker(), project, """
                {"to": "COMMITTED", "date": "2020-10-20",
                 "filings": [{"kind": "merger control", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "9000000000", "currency": "USD"},
                                  "kind": "EQUITY", "signedOn": "2020-10-20"}],
                 "holdings": [{"holder": {"orgId": "%s"}, "share": {"exact": "100"}}]}""".formatted(Records.organisation(), Records.organisation()));
        refused(Api.cnChecker(), project, """
                        {"to": "PARTIALLY_CLOSED", "date": "2021-12-29",
                         "paid": {"amount": "7000000000", "currency": "CNY"}}""", 422, "project-commitment-currency")
                .body("errors[0].pointer", equalTo("/paid"));
        taken(Api.cnChecker(), project, """
                        {"to": "PARTIALLY_CLOSED", "date": "2021-12-29",
                         "paid": {"amount": "7000000000", "currency": "USD"}}""").body("paid.amount", equalTo("7000000000.00"));
        refused(
                        Api.cnChecker(),
                        project,
                        "{\"to\": \"COMPLETED\", \"paid\": {\"amount\": \"8900000000\", \"currency\": \"USD\"}}",
                        409,
                        "project-guard-not-met")
                .body("errors[0].code", equalTo("FINAL_CLOSING"));
        taken(Api.cnChecker(), project, """
                {"to": "COMPLETED", "date": "2025-03-27", "paid": {"amount": "8900000000", "currency": "USD"},
                 "reason": {"en": "inventory adjustment"}}""");
        Api.cnMaker().get("sites/" + site).then().body("state", equalTo("DIVESTED"));
    }

    @Test
    void aStepThatDoesNotExistNamesWhatIsOpenToTheCaller() {
        String project = Records.id(Api.krMaker().create("projects", Records.project("")));
        refused(Api.krMaker(), project, "{\"to\": \"OPERATIONAL\"}", 409, "state-forbids")
                .body("allowed", contains("WITHDRAWN"));
        refused(Api.krChecker(), project, "{\"to\": \"OPERATIONAL\"}", 409, "state-forbids")
                .body("allowed", contains("ANNOUNCED", "CANCELLED"));
    }

    @Test
    void aRefusedStepLeavesNothingBehind() {
        String project = Records.id(Api.krMaker().create("projects", Records.project("")));
        String before = Api.krMaker().get("projects/" + project).asString();
        refused(Api.krMaker(), project, "{\"to\": \"WITHDRAWN\"}", 409, "project-guard-not-met")
                .body("errors.code", contains("REASON", "STATE_DATE"));
        assertThat(Api.krMaker().get("projects/" + project).asString()).isEqualTo(before);
        Api.krMaker().get("projects/" + project + "/transitions").then().body("data", hasSize(0));
    }

    @Test
    void rolesDecideWhoTakesAStep() {
        String statement = Records.source("COMPANY_STATEMENT");
        String project = Records.id(
                Api.krMaker().create("projects", Records.project(", \"sources\": [\"%s\"]".formatted(statement))));
        String announce = "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01\"}";
        refused(Api.krMaker(), project, announce, 403, "forbidden");
        refused(
                Api.krChecker(),
                project,
                "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"x\"}}",
                403,
                "forbidden");
        taken(Api.krChecker(), project, announce);
    }

    @Test
    void theOtherSideReadsABilateralRecordAndTakesNoStepOfIt() {
        String project = Records.id(
                Api.krMaker().create("projects", Records.project(", \"classification\": {\"level\": \"BILATERAL\"}")));
        Api.cnChecker().get("projects/" + project).then().statusCode(200);
        refused(Api.cnChecker(), project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}", 403, "project-other-side")
                .body("allowed", hasSize(0));
        refused(
                Api.cnMaker(),
                project,
                "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"x\"}}",
                403,
                "project-other-side");
    }

    @Test
    void aServiceAccountDraftsAndNeverApproves() {
        Api ministry = new Api(Tokens.client("cn-ministry"));
        String project = Records.id(ministry.create("projects", Records.project("")));
        refused(ministry, project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}", 403, "forbidden");
        taken(ministry, project, "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}");
    }

    @Test
    void anUpgradeOfAStandingPlantMayStartAsAnnounced() {
        String statement = Records.source("COMPANY_STATEMENT");
        String standing = Api.cnMaker().create("sites", Records.site(""));
        String planned = Api.cnMaker().create("sites", Records.site("").replace("IN_OPERATION", "PLANNED"));
        String start = """
                , "state": "ANNOUNCED", "keyDates": {"ANNOUNCED": {"actual": "2024-03"}}, "sites": ["%s"],
                "sources": ["%s"]""";
        Api.cnMaker()
                .post("projects", Records.projectOf("UPGRADE", start.formatted(planned, statement)))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:project-guard-not-met"))
                .body("errors.code", contains("STANDING_PLANT"));
        Api.cnMaker()
                .post("projects", Records.projectOf("UPGRADE", start.formatted(standing, Records.source("PRESS"))))
                .then()
                .statusCode(409)
                .body("errors.code", contains("ANNOUNCEMENT"));
        Api.cnMaker()
                .post("projects", Records.projectOf("GREENFIELD", start.formatted(standing, statement)))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:state-forbids"))
                .body("allowed", contains("PROSPECT"));
        String urn = Api.cnMaker()
                .post("projects", Records.projectOf("UPGRADE", start.formatted(standing, statement)))
                .then()
                .statusCode(201)
                .body("state", equalTo("ANNOUNCED"))
                .body("stateSince.date", equalTo("2024-03-01"))
                .body("classification", equalTo("SIDE"))
                .extract()
                .path("urn");
        // What one person has entered as announced nobody but his side reads before a second one releases it (rule C2).
        for (Api other : List.of(Api.krMaker(), Api.secretariat(), Api.PUBLIC)) {
            other.get("projects/" + Records.id(urn)).then().statusCode(404);
        }
    }

    @Test
    void anObservedRecordMovesWithASourceByEitherSidesStaff() {
        String comment = Records.source("COMMENTARY");
        String statement = Records.source("COMPANY_STATEMENT");
        String project = Records.id(Api.loader().create("projects/register-observed", Records.observed(comment, "")));
        refused(Api.krChecker(), project, "{\"to\": \"ANNOUNCED\", \"date\": \"2025\"}", 409, "project-guard-not-met")
                .body("errors.code", contains("SOURCE", "ANNOUNCEMENT"));
        taken(
                        Api.krChecker(),
                        project,
                        "{\"to\": \"ANNOUNCED\", \"date\": \"2025\", \"sources\": [\"%s\"]}".formatted(statement))
                .body("basis", equalTo("COMPANY"))
                .body("sources.kind", contains("COMMENTARY", "COMPANY_STATEMENT"));
        Api.PUBLIC.get("projects/" + project).then().statusCode(200).body("state", equalTo("ANNOUNCED"));
    }

    @Test
    void observedRecordsNameExactlyWhatIsNotShown() {
        String comment = Records.source("COMMENTARY");
        String body = Records.observed(comment, "")
                .replace("\"PROSPECT\"", "\"COMPLETED\"")
                .replace("GREENFIELD", "CAPITAL_INCREASE")
                .replace("\"stateSince\": \"2024\",", "")
                .replace("\"totalInvestment\"", "\"stateSince\": \"NOT_STATED\", \"totalInvestment\"");
        String guards =
                "[\"ANNOUNCEMENT\", \"FILINGS_DECIDED\", \"BINDING_COMMITMENT\", \"SHAREHOLDING\", \"FINAL_CLOSING\","
                        + " \"STATE_DATE\"]";
        Api.loader()
                .post("projects/register-observed", body)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-guards-not-named"))
                .body(
                        "guardsNotShown",
                        contains(
                                "ANNOUNCEMENT",
                                "FILINGS_DECIDED",
                                "BINDING_COMMITMENT",
                                "SHAREHOLDING",
                                "FINAL_CLOSING",
                                "STATE_DATE"));
        String named = body.substring(0, body.length() - 1) + ", \"guardsNotShown\": " + guards + "}";
        String urn = Api.loader().create("projects/register-observed", named);
        Api.PUBLIC
                .get("projects/" + urn + "?expand=record")
                .then()
                .body("state", equalTo("COMPLETED"))
                .body("stateSince", nullValue())
                .body("unknownReasons.stateSince", equalTo("NOT_STATED"))
                .body("record.guardsNotShown", hasSize(6))
                .body("record.stewardship", equalTo("OBSERVED"));
        // Too many guards named, and a missing reason.
        Api.loader()
                .post(
                        "projects/register-observed",
                        Records.observed(comment, ", \"guardsNotShown\": [\"ANNOUNCEMENT\"]"))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-guards-not-named"))
                .body("guardsNotShown", hasSize(0));
        Api.loader()
                .post(
                        "projects/register-observed",
                        Records.observed(comment, "")
                                .replace("\"unknownReasons\": {\"totalInvestment\": \"NOT_STATED\"},", ""))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-unknown-reason"))
                .body("errors.pointer", contains("/unknownReasons/totalInvestment"));
    }

    private static ValidatableResponse taken(Api who, String project, String body) {
        return who.step("projects/" + project, body)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200);
    }

    private static ValidatableResponse refused(Api who, String project, String body, int status, String slug) {
        return who.step("projects/" + project, body)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:" + slug));
    }
}

package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.investment.Untouched;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Changing content: preconditions, merge patches, plans, corrections, idempotency. */
@QuarkusTest
class ProjectChangeTest {
    @Inject
    RecordTransactions transactions;

    @Test
    void aPatchChangesWhatItNamesAndNothingElse() {
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("""
                                        , "sectors": [{"code": "BATT", "share": "60"}, {"code": "NEV", "share": "40"}],
                                        "products": ["850760"],
                                        "totalInvestment": {"amount": "2530000000", "currency": "USD",
                                                            "basis": "TOTAL_PLANNED", "text": "USD 2.53 bn"}""")));
        Response changed = Api.cnMaker().patch(path, """
                        {"title": {"ko": "배터리 공장"}, "products": null,
                         "sectors": [{"code": "NEV", "share": "70.5"}, {"code": "BATT", "share": "29.5"}],
                         "totalInvestment": {"basis": "CONTRACTED", "text": null}}""");
        changed.then()
                .statusCode(200)
                .body("title.en.text", equalTo("Battery plant"))
                .body("title.ko.text", equalTo("배터리 공장"))
                .body("title.ko.status", equalTo("WORKING"))
                .body("products", nullValue())
                .body("sectors.code", contains("NEV", "BATT"))
                .body("sectors.share", contains("70.5", "29.5"))
                .body("totalInvestment.amount", equalTo("2530000000.00"))
                .body("totalInvestment.basis", equalTo("CONTRACTED"))
                .body("totalInvestment.text", nullValue());
        Response read = Api.cnMaker().get(path);
        assertThat(read.asString()).isEqualTo(changed.asString());
        assertThat(read.getHeader("ETag")).isEqualTo(changed.getHeader("ETag"));
    }

    @Test
    void theAnswerToACreationIsWhatAReadAnswers() {
        Response created = Api.cnMaker().post("projects", Records.project("""
                                , "sectors": [{"code": "BATT", "share": "100.00"}],
                                "totalInvestment": {"amount": "1200000000000", "currency": "KRW", "basis": "DECLARED"},
                                "capacity": [{"product": "cells", "kind": "PLANNED", "asOf": "2027-H1",
                                  "quantity": {"value": "10.50", "relation": "RANGE", "upper": "20", "unit": "GWh"}}],
                                "keyDates": {"MOU_SIGNED": {"actual": "2025"},
                                             "GROUNDBREAKING": {"planned": ["2026-Q2"]}}"""));
        created.then().statusCode(201).header("Location", "/investment/v1/projects/" + Records.id(created.path("urn")));
        Response read = Api.cnMaker().get("projects/" + created.path("urn"));
        assertThat(read.asString()).isEqualTo(created.asString());
        assertThat(read.getHeader("ETag")).isEqualTo(created.getHeader("ETag"));
        read.then()
                .body("profile", equalTo("PHYSICAL"))
                .body("state", equalTo("PROSPECT"))
                .body("totalInvestment.amount", equalTo("1200000000000"))
                .body("capacity[0].quantity.value", equalTo("10.5"))
                .body("classification", equalTo("SIDE"))
                .body("stewardship", equalTo("UNILATERAL"))
                .body("record", nullValue());
        Api.cnMaker()
                .request()
                .header("If-None-Match", read.getHeader("ETag"))
                .get("/investment/v1/projects/" + created.path("urn"))
                .then()
                .statusCode(304);
    }

    @Test
    void aChangeNeedsTheCurrentTag() {
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        String body = "{\"products\": [\"850760\"]}";
        Api.cnMaker()
                .patch(path, null, body)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:ckep:problem:precondition-required"));
        String tag = Api.cnMaker().etag(path);
        Api.cnMaker().patch(path, tag, body).then().statusCode(200);
        Api.cnMaker().patch(path, tag, body).then().statusCode(412).body("type", equalTo("urn:ckep:problem:stale"));
        // The tag of the view with the record's head is as good.
        Api.cnMaker()
                .patch(path, Api.cnMaker().etag(path + "?expand=record"), "{\"products\": [\"850650\"]}")
                .then()
                .statusCode(200);
    }

    @Test
    void ofManyWritersOnOneVersionExactlyOneWins() throws Exception {
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        String tag = Api.cnMaker().etag(path);
        Api maker = Api.cnMaker();
        List<Integer> statuses = parallel(
                8, writer -> maker.patch(path, tag, "{\"title\": {\"en\": \"Written by %d\"}}".formatted(writer))
                        .statusCode());
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(7);
    }

    @Test
    void ofManyStepsFromOneVersionExactlyOneIsTaken() throws Exception {
        String project = Records.id(Api.cnMaker().create("projects", Records.project("")));
        String tag = Api.cnMaker().etag("projects/" + project);
        Api maker = Api.cnMaker();
        String body = "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}";
        List<Integer> statuses = parallel(
                6, writer -> maker.step("projects/" + project, tag, body).statusCode());
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(5);
        Api.cnMaker().get("projects/" + project + "/transitions").then().body("data", hasSize(1));
    }

    private interface Attempt {
        int number(int writer) throws Exception;
    }

    private static List<Integer> parallel(int writers, Attempt attempt) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            List<Callable<Integer>> work = IntStream.range(0, writers)
                    .<Callable<Integer>>mapToObj(writer -> () -> attempt.number(writer))
                    .toList();
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> done : pool.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        }
    }

    @Test
    void plansAreOnlyAddedTo() {
        String path = "projects/"
                + Records.id(Api.cnMaker()
                        .create(
                                "projects",
                                Records.project(", \"keyDates\": {\"GROUNDBREAKING\": {\"planned\": [\"2024-Q4\"]}}")));
        Api.cnMaker()
                .patch(path, "{\"keyDates\": {\"GROUNDBREAKING\": {\"planned\": [\"2025\"]}}}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-plan-rewritten"));
        Api.cnMaker()
                .patch(path, "{\"keyDates\": {\"GROUNDBREAKING\": {\"planned\": [\"2024-Q4\", \"2026-H1\"]}}}")
                .then()
                .statusCode(200)
                .body("keyDates.GROUNDBREAKING.planned.date", contains("2024-10-01", "2026-01-01"));
    }

    @Test
    void i15_whatIsOverChangesByCorrectionsOnly() {
        String project = Records.id(Api.cnMaker().create("projects", Records.project("")));
        Api.cnMaker()
                .step(
                        "projects/" + project,
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        String path = "projects/" + project;
        Api.cnMaker()
                .patch(path, "{\"products\": [\"850760\"]}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:project-terminal"))
                .body("errors[0].pointer", equalTo("/correctionReason"));
        Api.cnMaker()
                .patch(path, "{\"products\": [\"850760\"], \"correctionReason\": {\"en\": \"product was left out\"}}")
                .then()
                .statusCode(200)
                .body("products", contains("850760"))
                .body("state", equalTo("WITHDRAWN"));
    }

    @Test
    void theStateIsNoMemberOfAPatch() {
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        for (String member : List.of("state", "urn", "classification", "stewardship", "profile", "colour")) {
            Api.cnMaker()
                    .patch(path, "{\"%s\": \"X\"}".formatted(member))
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:ckep:problem:unknown-property"))
                    .body("errors[0].pointer", equalTo("/" + member));
        }
    }

    @Test
    void theTypeKeepsTheStateMachine() {
        String statement = Records.source("COMPANY_STATEMENT");
        String project = Records.id(
                Api.cnMaker().create("projects", Records.project(", \"sources\": [\"%s\"]".formatted(statement))));
        String path = "projects/" + project;
        Api.cnMaker().patch(path, "{\"type\": \"JV_FORMATION\"}").then().statusCode(200);
        Api.cnMaker().patch(path, "{\"type\": \"RND_CENTRE\"}").then().statusCode(200);
        String party = Records.organisation();
        Api.cnChecker()
                .step("projects/" + project, "{\"to\": \"ANNOUNCED\", \"date\": \"2021\"}")
                .then()
                .statusCode(200);
        Api.cnChecker()
                .step("projects/" + project, """
                        {"to": "COMMITTED", "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                         "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                          "kind": "EQUITY", "signedOn": "2022"}],
                         "holdings": [{"holder": {"orgId": "%s"}, "share": {"exact": "100"}}]}""".formatted(party, party))
                .then()
                .statusCode(200);
        Api.cnMaker()
                .step("projects/" + project, "{\"to\": \"UNDER_CONSTRUCTION\", \"date\": \"2023\"}")
                .then()
                .statusCode(200);
        Api.cnMaker()
                .patch(path, "{\"type\": \"JV_FORMATION\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:project-type-change"));
        // A committed project has no unnamed party, and its modality is no expectation.
        Api.cnMaker()
                .patch(
                        path,
                        "{\"participants\": [{\"org\": {\"unnamed\": {\"side\": \"CN\"}}, \"role\": \"INVESTOR\"}]}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-parties"));
        Api.cnMaker()
                .patch(path, "{\"modality\": \"EXPECTATION\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-modality"));
        // The implied date moves the state's date, and cannot be taken away.
        Api.cnMaker()
                .patch(path, "{\"keyDates\": {\"GROUNDBREAKING\": {\"actual\": \"2023-03\"}}}")
                .then()
                .statusCode(200)
                .body("stateSince.date", equalTo("2023-03-01"));
        Api.cnMaker()
                .patch(path, "{\"keyDates\": {\"GROUNDBREAKING\": null}}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-date-missing"));
    }

    @Test
    void anObservedRecordKeepsASourceAndFillsItsGapsLater() {
        String comment = Records.source("COMMENTARY");
        String filing = Records.source("COMPANY_FILING");
        String body = Records.observed(comment, ", \"guardsNotShown\": [\"ANNOUNCEMENT\", \"STATE_DATE\"]")
                .replace("\"PROSPECT\"", "\"ANNOUNCED\"")
                .replace("\"stateSince\": \"2024\",", "")
                .replace("\"totalInvestment\"", "\"stateSince\": \"NOT_STATED\", \"totalInvestment\"");
        String path = "projects/" + Records.id(Api.loader().create("projects/register-observed", body));
        Api.krMaker()
                .patch(path, "{\"sources\": []}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:source-needed"));
        Api.krMaker()
                .patch(path, """
                        {"stateSince": "2024-05", "sources": ["%s", "%s"],
                         "unknownReasons": {"stateSince": null, "totalInvestment": null},
                         "totalInvestment": {"amount": "942000000", "currency": "USD", "basis": "CONTRACTED"}}""".formatted(comment, filing))
                .then()
                .statusCode(200)
                .body("stateSince.date", equalTo("2024-05-01"))
                .body("keyDates.ANNOUNCED.actual.date", equalTo("2024-05-01"))
                .body("unknownReasons", nullValue())
                .body("basis", equalTo("COMPANY"));
        Api.PUBLIC
                .get(path + "?expand=record")
                .then()
                .body("record.guardsNotShown", hasSize(0))
                .body("record.sources", contains(comment, filing));
    }

    @Test
    void whatAnObservedRecordRestsOnAlreadySupportsNoChangeOfIt() {
        String known = Records.source("COMPANY_STATEMENT");
        String path = "projects/" + Api.loader().create("projects/register-observed", Records.observed(known, ""));
        Api.cnMaker().patch(path, "{}").then().statusCode(200);
        for (String patch : List.of(
                "{\"products\": [\"850760\"]}",
                "{\"products\": [\"850760\"], \"sources\": [\"%s\"]}".formatted(known),
                "{\"stateSince\": \"2023\"}")) {
            Api.cnMaker().patch(path, patch).then().spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        }
        Api.krChecker()
                .step(path, "{\"to\": \"ANNOUNCED\", \"date\": \"2025\", \"sources\": [\"%s\"]}".formatted(known))
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        String both = "{\"products\": [\"850760\"], \"sources\": [\"%s\", \"%s\"]}";
        Api.cnMaker()
                .patch(path, both.formatted(known, Records.source("PRESS")))
                .then()
                .statusCode(200)
                .body("products", contains("850760"));
    }

    @Test
    void thePatchOfAnObservedRecordDropsNoSource() {
        String known = Records.source("COMPANY_STATEMENT");
        String later = Records.source("PRESS");
        String path = "projects/" + Api.loader().create("projects/register-observed", Records.observed(known, ""));
        Api.cnMaker()
                .patch(path, "{\"products\": [\"850760\"], \"sources\": [\"%s\"]}".formatted(later))
                .then()
                .statusCode(200)
                .body("sources.urn", contains(known, later));
        String own = "projects/" + Api.cnMaker().create("projects", Records.project(""));
        for (String source : List.of(known, later)) {
            Api.cnMaker()
                    .patch(own, "{\"sources\": [\"%s\"]}".formatted(source))
                    .then()
                    .statusCode(200)
                    .body("sources.urn", contains(source));
        }
    }

    @Test
    void aPatchWithoutEffectChangesNothing() {
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        String tag = Api.cnMaker().etag(path);
        Api.cnMaker().patch(path, tag, "{}").then().statusCode(200).header("ETag", tag);
        Api.cnMaker()
                .patch(path, tag, "{\"modality\": \"PLAN\"}")
                .then()
                .statusCode(200)
                .header("ETag", tag);
    }

    @Test
    void aRepeatedRequestIsAnsweredFromItsKey() {
        String key = UUID.randomUUID().toString();
        String body = Records.project("");
        Response first = Api.cnMaker().postOnce("projects", key, body);
        first.then().statusCode(201).header("Idempotency-Replayed", nullValue());
        Response second = Api.cnMaker().postOnce("projects", key, body);
        second.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.getHeader("ETag")).isEqualTo(first.getHeader("ETag"));
        Api.cnMaker()
                .postOnce("projects", key, Records.project(""))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:idempotency-conflict"));
    }

    @Test
    void eachSideNamesTheIdsOfItsOwnRegisters() throws Throwable {
        String value = UUID.randomUUID().toString();
        String ours = file("CN", value);
        String urn = Api.cnMaker().create("projects", Records.project(ours));
        // Refused alike whether the other side has that id or not.
        for (String named : List.of(ours, file("CN", "none"))) {
            Untouched.by(() -> Api.krMaker().post("projects", Records.project(named)))
                    .then()
                    .spec(problemAt(RecordsProblem.LOCAL_ID_OF_OTHER_SIDE, "/localIds/0/side"));
        }
        StoredRows.change(
                transactions,
                "update project set classification_level = 'BILATERAL', classification_side = null where id = :id",
                "projects/" + Records.id(urn));
        String theirs = Api.krMaker().create("projects", Records.project(file("KR", value)));
        Api.krMaker().get("projects?localId=file:" + value).then().body("data.urn", containsInAnyOrder(urn, theirs));
    }

    /** As it could once be entered. */
    @Test
    void whatASideSaidOfTheOtherOnesRegistersNamesNothing() throws Throwable {
        String value = UUID.randomUUID().toString();
        String theirs = "projects/" + Records.id(Api.krMaker().create("projects", Records.project(file("KR", value))));
        StoredRows.change(
                transactions,
                "update project set classification_level = 'BILATERAL', classification_side = null,"
                        + " local_ids = cast(replace(cast(local_ids as text), 'KR', 'CN') as jsonb) where id = :id",
                theirs);
        Api.cnMaker().create("projects", Records.project(file("CN", value)));
    }

    private static String file(String side, String value) {
        return ", \"localIds\": [{\"side\": \"%s\", \"scheme\": \"file\", \"value\": \"%s\"}]".formatted(side, value);
    }

    @Test
    void aLocalIdNamesOneRecord() {
        String value = UUID.randomUUID().toString();
        String ids = ", \"localIds\": [{\"scheme\": \"kr-fx-report\", \"value\": \"%s\", \"side\": \"KR\"}]"
                .formatted(value);
        String urn = Api.krMaker().create("projects", Records.project(ids));
        Api.krMaker()
                .post("projects", Records.project(ids))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:local-id-taken"))
                .body("record", equalTo(urn));
        Api.krMaker()
                .get("projects?localId=kr-fx-report:" + value)
                .then()
                .statusCode(200)
                .body("data.urn", contains(urn));
        // The other side has registers of its own, where the same text is another id; and it does not learn that one is
        // taken.
        Api.cnMaker()
                .post("projects", Records.project(ids.replace("KR", "CN")))
                .then()
                .statusCode(201);
        String shared = ids.replace(", \"side\": \"KR\"", "");
        Api.krMaker().create("projects", Records.project(shared));
        Api.cnMaker().create("projects", Records.project(shared));
    }
}

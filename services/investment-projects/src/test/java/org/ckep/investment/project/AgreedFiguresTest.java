package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules C2 and C4: what both sides agree on they may agree on for themselves, whoever reads the record, and let out later. */
@QuarkusTest
class AgreedFiguresTest {
    private static final String SUM = "totalInvestment";
    private static final String AGREED = "figures.totalInvestment.agreed";

    @Inject
    RecordTransactions transactions;

    private static String sum(String amount) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
    }

    /** A change set of the record's own sum. */
    private static String statingSum(String amount) {
        return """
                {"patch": [{"op": "add", "path": "/totalInvestment", "value": %s}], "evidence": ["%s"],
                 "reason": {"en": "The contract says so"}}""".formatted(sum(amount), Records.source("COMPANY_STATEMENT"));
    }

    /** A project that everybody reads. */
    private static String released(String english) {
        String project = Bilateral.joint(english);
        release(project);
        return project;
    }

    private static String release(String project) {
        String change = Bilateral.draft(
                Api.cnMaker(),
                project,
                "{\"classification\": {\"level\": \"PUBLIC\"}, \"reason\": {\"en\": \"Both sides have announced it\"}}");
        Bilateral.agree(change);
        return change;
    }

    private static String agreed(String project, String amount) {
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.figure(SUM, sum(amount)));
        Bilateral.agree(change);
        return change;
    }

    private static List<String> allThatOthersFetch(String project) {
        List<String> paths = List.of(
                project,
                project + "?expand=record",
                project + "?view=public",
                project + "?view=agreed",
                project + "/changes",
                "projects?q=Quiet",
                "projects?sort=-recorded",
                "projects.csv?q=Quiet",
                "pipeline");
        return Stream.of(Api.PUBLIC, Api.client("agency-kotra"))
                .flatMap(reader -> paths.stream().map(path -> Answers.wholeOf(reader.get(path))))
                .toList();
    }

    /** What others have been told of the project, once both sides have heard that they agreed on that change set. */
    private static List<PublishedEvent> toldToOthers(String project, String change) {
        String urn = "urn:ckep:change:" + change.substring(change.lastIndexOf('/') + 1);
        AtomicReference<List<PublishedEvent>> told = new AtomicReference<>(List.of());
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            told.set(PublishedEvent.about(Records.urn(project), 1));
            return told.get().stream()
                    .anyMatch(event -> event.type().endsWith(".change.accepted.v1")
                            && event.audience().equals("side-cn")
                            && event.data().path("changeSet").asText().equals(urn));
        });
        return told.get().stream()
                .filter(event -> Set.of("partner", "public").contains(event.audience()))
                .toList();
    }

    @Test
    void c4_whatBothSidesAgreeOnForThemselvesNobodyElseCanTell() {
        String project = Bilateral.joint("Quiet works");
        String release = release(project);
        List<String> before = allThatOthersFetch(project);
        List<PublishedEvent> told = toldToOthers(project, release);
        assertThat(told).isNotEmpty();
        String change = agreed(project, "100");
        assertThat(allThatOthersFetch(project)).isEqualTo(before);
        assertThat(toldToOthers(project, change)).hasSameSizeAs(told);
        for (Api reader : List.of(Api.cnMaker(), Api.krChecker(), Api.secretariat())) {
            reader.get(project)
                    .then()
                    .body("totalInvestment", nullValue())
                    .body(AGREED + ".value.amount", equalTo("100"))
                    .body(AGREED + ".classification", equalTo("BILATERAL"));
            reader.get(project + "?view=agreed").then().body("totalInvestment.amount", equalTo("100.00"));
            reader.get(project + "?view=kr").then().body("totalInvestment.amount", equalTo("100.00"));
            reader.get(project + "?view=public")
                    .then()
                    .body("totalInvestment", nullValue())
                    .body("figures", nullValue());
        }
        Api.krMaker()
                .get(change)
                .then()
                .body("state", equalTo("APPLIED"))
                .body("changed", empty())
                .body("patch", empty())
                .body("figure.attribute", equalTo(SUM))
                .body("figure.value.amount", equalTo("100"));
    }

    /** A side's own figure stands in the place of both's in that side's view. */
    @Test
    void eachSidesOwnFigureStandsBesideIt() {
        String project = Bilateral.joint("Plant");
        agreed(project, "100");
        Api.cnMaker()
                .show(project + "/figures/totalInvestment", "{\"value\": " + sum("110") + "}")
                .then()
                .statusCode(200);
        Api.cnMaker()
                .get(project)
                .then()
                .body("figures.totalInvestment.cn.value.amount", equalTo("110"))
                .body(AGREED + ".value.amount", equalTo("100"));
        Api.cnMaker().get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("110.00"));
        Api.krMaker().get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("100.00"));
    }

    @Test
    void c2_bothSidesReleaseItByAnActOfItsOwn() {
        String project = released("Plant");
        agreed(project, "100");
        String release = Bilateral.draft(
                Api.cnMaker(),
                project,
                Bilateral.releasingFigure(SUM, "\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]"));
        Api.cnMaker().get(release).then().body("procedure", equalTo("RELEASE")).body("figure.attribute", equalTo(SUM));
        String past = project + "?knownAt=" + Instant.now().truncatedTo(ChronoUnit.MICROS);
        Bilateral.agree(release);
        Api agency = Api.client("agency-kotra");
        agency.get(project)
                .then()
                .body(AGREED + ".value.amount", equalTo("100"))
                .body(AGREED + ".classification", equalTo("PARTNER"));
        agency.get(past).then().statusCode(200).body("figures", nullValue());
        Api.krMaker().get(past).then().body(AGREED + ".classification", equalTo("BILATERAL"));
        Api.PUBLIC.get(project).then().body("figures", nullValue());
        String toAll = Bilateral.draft(Api.cnMaker(), project, Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\""));
        Bilateral.agree(toAll);
        Api.PUBLIC.get(project).then().body(AGREED + ".value.amount", equalTo("100"));
        assertThat(toldToOthers(project, toAll).stream()
                        .filter(event -> event.type().endsWith(".figure.released.v1"))
                        .filter(event -> event.audience().equals("public")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.data().path("attribute").asText()).isEqualTo(SUM);
                    assertThat(event.data().path("agreement").asText()).isEqualTo("AGREED");
                    assertThat(event.data().has("side")).isFalse();
                });
        // What they agree on next is theirs again: others go on reading what was let out.
        agreed(project, "120");
        Api.PUBLIC.get(project).then().body(AGREED + ".value.amount", equalTo("100"));
        Api.krMaker().get(project).then().body(AGREED + ".value.amount", equalTo("120"));
    }

    /** The last that both sides agreed on of a value stands, for whoever may read it. */
    @Test
    void whatBothSidesAgreeOnInTheRecordLaterOvertakesIt() {
        String project = released("Plant");
        agreed(project, "100");
        Bilateral.agree(
                Bilateral.draft(Api.cnMaker(), project, Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\"")));
        agreed(project, "110");
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Works")));
        Api.PUBLIC.get(project).then().body(AGREED + ".value.amount", equalTo("100"));
        Api.krMaker().get(project + "?view=agreed").then().body("totalInvestment.amount", equalTo("110.00"));
        String past = project + "?knownAt=" + Instant.now().truncatedTo(ChronoUnit.MICROS);

        Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, statingSum("120")));
        for (Api reader : List.of(Api.PUBLIC, Api.client("agency-kotra"), Api.cnMaker(), Api.secretariat())) {
            reader.get(project)
                    .then()
                    .body("totalInvestment.amount", equalTo("120.00"))
                    .body("figures", nullValue());
            for (String view : List.of("agreed", "cn", "public")) {
                reader.get(project + "?view=" + view).then().body("totalInvestment.amount", equalTo("120.00"));
            }
        }
        Api.PUBLIC.get(past).then().body(AGREED + ".value.amount", equalTo("100"));
        Api.krMaker().get(past).then().body(AGREED + ".value.amount", equalTo("110"));
        Api.cnMaker()
                .post(project + "/changes", Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\""))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_RELEASE, "/figure/attribute"));
        agreed(project, "130");
        Api.krMaker().get(project + "?view=agreed").then().body("totalInvestment.amount", equalTo("130.00"));
        Api.PUBLIC.get(project).then().body("figures", nullValue());
    }

    @Test
    void aStepThatDatesTheRecordOvertakesTheDatesAgreedOn() {
        String project = released("Plant");
        Bilateral.agree(Bilateral.draft(
                Api.cnMaker(),
                project,
                Bilateral.figure("keyDates", "{\"COMPLETION\": {\"planned\": [\"2031-04\"]}}")));
        Api.krMaker().get(project).then().body("figures.keyDates.agreed.value.COMPLETION", notNullValue());
        Bilateral.take(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}");
        Api.krMaker()
                .get(project)
                .then()
                .body("keyDates.ANNOUNCED.actual.date", equalTo("2024-01-10"))
                .body("figures", nullValue());
    }

    /** The secretariat, which takes part in no change set, hears of it as of any agreement. */
    @Test
    void theSecretariatHearsOfIt() {
        String project = released("Plant");
        toldToOthers(project, agreed(project, "100"));
        assertThat(PublishedEvent.about(Records.urn(project), 1))
                .filteredOn(event -> event.type().endsWith(".figure.agreed.v1"))
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder("bilateral", "side-cn", "side-kr");
    }

    /** One value is released as readers are of a record: by releasers of both sides, who have not drafted it. */
    @Test
    void c2_aCheckerWhoIsNoReleaserLetsNothingOut() {
        String project = released("Plant");
        agreed(project, "100");
        String release =
                Bilateral.draft(Api.cnMaker(), project, Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\""));
        Bilateral.act(Api.cnMaker(), release, "submit").then().statusCode(200);
        Bilateral.act(Api.cnMaker(), release, "propose").then().statusCode(403);
        Api.PUBLIC.get(project).then().body("figures", nullValue());
    }

    @Test
    void ofTwoOnOneBaseTheSecondIsStale() {
        String project = Bilateral.joint("Plant");
        String first = Bilateral.draft(Api.cnMaker(), project, Bilateral.figure(SUM, sum("100")));
        String second = Bilateral.draft(Api.cnMaker(), project, Bilateral.figure(SUM, sum("200")));
        String title = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Other"));
        Bilateral.underReview(second);
        Bilateral.agree(first);
        Bilateral.act(Api.krChecker(), second, "agree").then().spec(problem(ChangeProblem.CHANGE_STALE));
        Api.cnMaker().get(title).then().body("state", equalTo("STALE"));
        Api.krMaker().get(project).then().body(AGREED + ".value.amount", equalTo("100"));
    }

    @Test
    void theOtherSideCountersIt() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.figure(SUM, sum("100")));
        Bilateral.underReview(change);
        Response answer = Api.krMaker().post(change + "/counter", Bilateral.figure(SUM, sum("90")));
        answer.then()
                .statusCode(201)
                .body("figure.value.amount", equalTo("90"))
                .body("answers", containsString("urn:ckep:change:"));
    }

    /** What both sides alone read bears it out, and the record does not come to rest on that. */
    @Test
    void itRestsOnWhatBothSidesAlonePublish() {
        String project = released("Plant");
        Object sources = Api.cnMaker().get(project).path("sources");
        String paper = Api.cnMaker().create("sources", """
                {"kind": "OFFICIAL_ACT", "title": "A paper of both sides", "classification": {"level": "BILATERAL"}}""");
        String evidence = "\"evidence\": [\"" + paper + "\"], \"reason\": {\"en\": \"By the contract\"}}";
        Api.cnMaker()
                .post(
                        project + "/changes",
                        "{\"patch\": [{\"op\": \"add\", \"path\": \"/totalInvestment\", \"value\": " + sum("100")
                                + "}], " + evidence)
                .then()
                .statusCode(422);
        String change = Bilateral.draft(
                Api.cnMaker(),
                project,
                "{\"figure\": {\"attribute\": \"totalInvestment\", \"value\": " + sum("100") + "}, " + evidence);
        Api.cnMaker().get(change).then().body("evidence", contains(paper));
        Bilateral.agree(change);
        Api.cnMaker()
                .get(project)
                .then()
                .body(AGREED + ".value.amount", equalTo("100"))
                .body("sources", equalTo(sources));
    }

    /** Anybody can compute again what the four sign. */
    @Test
    void whatIsSignedHasTheFigure() {
        String project = Bilateral.joint("Plant");
        Response drafted =
                Api.cnMaker().get(Bilateral.draft(Api.cnMaker(), project, Bilateral.figure(SUM, sum("100"))));
        assertThat(drafted.<String>path("hash")).isEqualTo(ChangeHash.of("""
                {"baseHash": "%s", "figure": {"attribute": "totalInvestment", "value": %s}, "makesJoint": false, "patch": [],
                 "recordUrn": "%s", "step": null}""".formatted(
                        drafted.<String>path("baseHash"), sum("100"), Records.urn(project))));
    }

    /** What is replaced and what is let out is signed too, and told of a change set for good. */
    @Test
    void whatIsSignedHasWhatWasAgreedBefore() {
        String project = released("Plant");
        agreed(project, "100");
        String newer = Bilateral.draft(Api.cnMaker(), project, Bilateral.figure(SUM, sum("120")));
        Response drafted = Api.cnMaker().get(newer);
        assertThat(drafted.<String>path("hash")).isEqualTo(ChangeHash.of("""
                {"baseHash": "%s", "figure": {"attribute": "totalInvestment", "agreed": %s, "value": %s}, "makesJoint": false,
                 "patch": [], "recordUrn": "%s", "step": null}""".formatted(
                        drafted.<String>path("baseHash"), sum("100"), sum("120"), Records.urn(project))));
        Bilateral.agree(newer);
        String release =
                Bilateral.draft(Api.cnMaker(), project, Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\""));
        Bilateral.agree(release);
        agreed(project, "150");
        Api.krMaker()
                .get(newer)
                .then()
                .body("figure.agreed.amount", equalTo("100"))
                .body("figure.value.amount", equalTo("120"));
        Api.krMaker()
                .get(release)
                .then()
                .body("figure.agreed.amount", equalTo("120"))
                .body("figure.value", nullValue());
    }

    /** Four persons have signed what they let out, so nothing else is. */
    @Test
    void aReleaseOfWhatNobodySignedIsStale() {
        String project = released("Plant");
        agreed(project, "100");
        String release =
                Bilateral.draft(Api.cnMaker(), project, Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\""));
        StoredRows.changeAs(
                transactions,
                viewer("cn-maker"),
                "update change_set set figure = '{\"attribute\": \"totalInvestment\"}' where id = :id",
                release);
        Api.cnMaker().get(release).then().body("figure.agreed", nullValue());
        Bilateral.act(Api.cnMaker(), release, "submit").then().statusCode(200);
        Bilateral.act(Api.cnChecker(), release, "propose").then().spec(problem(ChangeProblem.CHANGE_STALE));
        Api.PUBLIC.get(project).then().body("figures", nullValue());
    }

    /** Both have agreed on it and let everybody read it, so it is what is served, and no side's word beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"agreed", "public", "cn", "kr"})
    void whatEverybodyIsLetReadIsServedToEverybody(String view) {
        String project = released("Plant");
        Api.cnMaker()
                .show(
                        project + "/figures/totalInvestment",
                        "{\"value\": " + sum("90") + ", \"classification\": {\"level\": \"PUBLIC\"}}")
                .then()
                .statusCode(200);
        agreed(project, "100");
        Bilateral.agree(
                Bilateral.draft(Api.cnMaker(), project, Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\"")));
        Api.PUBLIC
                .get(project + "?view=" + view)
                .then()
                .body("totalInvestment.amount", equalTo(view.equals("cn") ? "90.00" : "100.00"))
                .body("figures", nullValue());
    }

    /** A plan stands at the head of what is planned later, for both sides as for each. */
    @Test
    void plansAreKept() {
        String project = Bilateral.joint("Plant", ", \"keyDates\": {\"COMPLETION\": {\"planned\": [\"2030-06\"]}}");
        String figure = "{\"COMPLETION\": {\"planned\": [%s]}}";
        Api.cnMaker()
                .post(project + "/changes", Bilateral.figure("keyDates", figure.formatted("\"2031-06\"")))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
        Bilateral.agree(Bilateral.draft(
                Api.cnMaker(), project, Bilateral.figure("keyDates", figure.formatted("\"2030-06\", \"2031-06\""))));
        Api.cnMaker()
                .post(project + "/changes", Bilateral.figure("keyDates", figure.formatted("\"2030-06\", \"2032-06\"")))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
    }

    @Test
    void aFigureInAnotherUnitIsWarnedOf() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("80000000"));
        agreed(project, "8000");
        Api.krMaker()
                .get(project)
                .then()
                .body("warnings.code", contains("UNIT_SUSPECT"))
                .body("warnings.at", contains("/figures/totalInvestment/agreed/value"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "figure": {"attribute": "totalInvestment"}                                                  | /figure
            "figure": {"attribute": "totalInvestment", "value": null}                                   | /figure
            "figure": {"attribute": "totalInvestment", "value": %1$s}, "procedure": "SILENCE"           | /figure
            "figure": {"attribute": "totalInvestment", "value": %1$s}, "makesJoint": true               | /makesJoint
            "figure": {"attribute": "totalInvestment", "value": %1$s}, "step": {"to": "FILED"}          | /figure
            "figure": {"attribute": "totalInvestment", "value": %1$s}, "classification": {"level": "PUBLIC"} | /figure
            "figure": {"attribute": "totalInvestment", "value": %1$s}, "patch": [{"op": "replace", "path": "/direction", "value": "MUTUAL"}] | /figure
            "figure": {"attribute": "title", "value": {"en": {"text": "Plant"}}}                        | /figure/attribute
            "figure": {"attribute": "nothing", "value": 1}                                              | /figure/attribute
            "figure": {"attribute": "jobs"}, "classification": {"level": "PUBLIC"}                      | /figure/attribute
            "figure": {"value": 1}                                                                      | /figure/attribute
            """)
    void aFigureIsAgreedOnAlone(String members, String pointer) {
        String project = Bilateral.joint("Plant");
        Response refusal = Api.cnMaker()
                .post(
                        project + "/changes",
                        "{" + members.formatted(sum("100")) + ", \"evidence\": [\""
                                + Records.source("COMPANY_STATEMENT") + "\"], \"reason\": {\"en\": \"Why not\"}}");
        assertThat(refusal.statusCode()).as(refusal.asString()).isIn(400, 409, 422);
        assertThat(refusal.<List<String>>path("errors.pointer"))
                .as(refusal.asString())
                .contains(pointer);
        Api.cnMaker().get(project + "/changes").then().body("data.makesJoint", contains(true));
    }

    @Test
    void itKeepsTheRulesOfItsAttribute() {
        String project = Bilateral.joint("Plant");
        Api.cnMaker()
                .post(project + "/changes", Bilateral.figure(SUM, sum("-5")))
                .then()
                .statusCode(422);
        Api.cnMaker()
                .post(
                        project + "/changes",
                        "{\"figure\": {\"attribute\": \"totalInvestment\", \"value\": " + sum("5")
                                + "}, \"reason\": {\"en\": \"Without a source\"}}")
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_EVIDENCE_NEEDED, "/evidence"));
        agreed(project, "100");
        Api.cnMaker()
                .post(project + "/changes", Bilateral.figure(SUM, sum("100")))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_PATCH, "/figure/value"));
    }

    @Test
    void c9_itsReadersReadItsRecord() {
        String project = Bilateral.joint("Plant");
        agreed(project, "100");
        Api.cnMaker()
                .post(project + "/changes", Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\""))
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/classification"));
        Api.cnMaker()
                .post(project + "/changes", Bilateral.releasingFigure(SUM, "\"level\": \"BILATERAL\""))
                .then()
                .spec(problemAt(RecordsProblem.CLASSIFICATION_NOT_WIDER, "/classification"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kr-ministry", "agency-kotra"})
    void noSystemAndNoAgencyAgreesForASide(String client) {
        String project = released("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.figure(SUM, sum("100")));
        Bilateral.underReview(change);
        Bilateral.act(Api.client(client), change, "agree").then().statusCode(oneOf(403, 404));
        Api.cnMaker().get(project).then().body("figures", nullValue());
    }

    @Test
    void anObjectionToTheValueBarsIt() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("80"));
        Bilateral.contested(project, SUM);
        Api.cnMaker()
                .post(project + "/changes", Bilateral.figure(SUM, sum("100")))
                .then()
                .spec(problem(ChangeProblem.RECORD_CONTESTED));
    }

    /** The database takes no agreed figure but what four persons signed, for the readers whom they named. */
    @Test
    void c8_theDatabaseKnowsWhatWasAgreed() {
        String project = released("Plant");
        agreed(project, "100");
        agreed(project, "120");
        String release =
                Bilateral.draft(Api.cnMaker(), project, Bilateral.releasingFigure(SUM, "\"level\": \"PUBLIC\""));
        Bilateral.agree(release);
        String copy = """
                insert into agreed_figure select (jsonb_populate_record(f, jsonb_build_object(%s))).*
                from agreed_figure f where cast(right(f.record_urn, 36) as uuid) = :id""";
        Map.of(
                        "'change_id', gen_random_uuid()", "row-level security",
                        "'change_id', gen_random_uuid(), 'classification_level', 'PUBLIC'", "row-level security",
                        "'value', '7'", "row-level security",
                        "'agreed_at', now()", "row-level security",
                        "'read_since', now()", "row-level security")
                .forEach((difference, refusal) -> assertThatThrownBy(() -> StoredRows.changeAs(
                                transactions, viewer("cn-maker"), copy.formatted(difference), project))
                        .hasStackTraceContaining(refusal));
        Map.of(
                        "value = '7'", "what both sides have agreed on is fixed",
                        "overtaken_by = change_id", "row-level security",
                        "overtaken_by = gen_random_uuid()", "row-level security")
                .forEach((change, refusal) -> assertThatThrownBy(() -> StoredRows.changeAs(
                                transactions,
                                viewer("cn-maker"),
                                "update agreed_figure set " + change
                                        + " where cast(right(record_urn, 36) as uuid) = :id",
                                project))
                        .hasStackTraceContaining(refusal));
        Api.cnMaker().get(project).then().body(AGREED + ".value.amount", equalTo("120"));
        Api.PUBLIC.get(project).then().body(AGREED + ".value.amount", equalTo("120"));
    }

    private static Viewer viewer(String user) {
        return new Viewer(
                Tokens.claims(Tokens.user(user)).path("sub").asText(),
                "test",
                Side.CN,
                "mofcom",
                Set.of(Role.MAKER, Role.RELEASER),
                false);
    }

    @Test
    void nothingIsAgreedOnARecordOfOneSide() {
        String project = Bilateral.offered("Plant", "");
        Api.cnMaker()
                .post(project + "/changes", Bilateral.figure(SUM, sum("100")))
                .then()
                .spec(problem(ChangeProblem.RECORD_NOT_JOINT));
        Api.krMaker()
                .post(project + "/changes", Bilateral.figure(SUM, sum("100")))
                .then()
                .spec(problem(ChangeProblem.RECORD_NOT_JOINT));
        Api.PUBLIC.get(project).then().spec(problem(KernelProblem.NOT_FOUND));
    }
}

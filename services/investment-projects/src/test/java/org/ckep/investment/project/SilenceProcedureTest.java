package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where its silence is consent, the other side has a fortnight to object; nothing but what the policy lists comes so. */
@QuarkusTest
class SilenceProcedureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    RecordTransactions transactions;

    private static String proposed(String project, String english) {
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.silently(Bilateral.replacingTitle(english)));
        Bilateral.propose(change);
        return change;
    }

    private void execute(String sql, String path) throws Throwable {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                session -> session.createNativeQuery(sql).setParameter("id", id).executeUpdate()));
    }

    private void periodIsOver(String change) throws Throwable {
        execute(
                "update change_set set deadline = now() - interval '1 second', version = version + 1 where id = :id",
                change);
    }

    private static void awaitState(String change, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Api.krMaker().get(change).<String>path("state"))
                        .isEqualTo(state));
    }

    /** Who did it, by the trails of both sides, which it binds: nobody. */
    private long silentlyAgreed(String change) throws Throwable {
        String urn = "urn:ckep:change:" + change.substring(change.lastIndexOf('/') + 1);
        return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "select count(distinct side) from audit_entry where urn = :urn "
                                + "and action = 'silently-agree-change' and subject is null",
                        Long.class)
                .setParameter("urn", urn)
                .getSingleResult()));
    }

    @Test
    void whatNobodyObjectsToComesIntoForceWhenThePeriodIsOver() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = proposed(project, "Plant, spelt right");
        JsonPath seen = Api.krMaker().get(change).jsonPath();
        assertThat(seen.getString("procedure")).isEqualTo("SILENCE");
        assertThat(Duration.between(
                        Instant.parse(seen.getString("proposedAt")), Instant.parse(seen.getString("deadline"))))
                .isEqualTo(Duration.ofDays(14));
        assertThat(seen.getList("allowed")).isEqualTo(List.of("review", "reject"));
        Api.krMaker().get(project).then().body("pendingChanges.procedure", contains("SILENCE"));
        Api.krMaker().get(project).then().body("title.en.text", equalTo("Plant"));

        periodIsOver(change);
        awaitState(change, "APPLIED");
        Api.krMaker()
                .get(change)
                .then()
                .body("signatures.function", contains("MAKER", "CHECKER"))
                .body("signatures.side", contains("CN", "CN"));
        Api.krMaker()
                .get(project)
                .then()
                .body("title.en.text", equalTo("Plant, spelt right"))
                .body("pendingChanges", nullValue());
        assertThat(silentlyAgreed(change)).isEqualTo(2);

        String urn = Api.krMaker().get(project).path("urn");
        List<PublishedEvent> accepted = PublishedEvent.about(urn, 1).stream()
                .filter(event -> event.type().equals("org.ckep.investment.change.accepted.v1"))
                .filter(event -> event.data()
                        .path("changeSet")
                        .asText()
                        .equals(Api.krMaker().get(change).path("urn")))
                .toList();
        assertThat(accepted).extracting(PublishedEvent::audience).containsExactlyInAnyOrder("side-cn", "side-kr");
        assertThat(accepted)
                .extracting(event -> event.data().path("procedure").asText())
                .containsOnly("SILENCE");
    }

    @Test
    void oneThatCannotBeSettledHoldsUpNoneBehindItAndIsTriedAgain() throws Throwable {
        String stuckProject = Bilateral.joint("Plant");
        String stuck = proposed(stuckProject, "Stuck");
        String later = proposed(Bilateral.joint("Plant"), "Later");
        Owner.run("""
                create function refuses() returns trigger language plpgsql as
                $$ begin raise exception 'not now' using errcode = 'check_violation'; end $$""");
        Owner.run(
                "create trigger refuses before update on project for each row when (new.id = '%s') execute function refuses()"
                        .formatted(stuckProject.substring(stuckProject.lastIndexOf('/') + 1)));
        periodIsOver(stuck);
        periodIsOver(later);
        awaitState(later, "APPLIED");
        awaitState(stuck, "PROPOSED");
        Owner.run("drop trigger refuses on project");
        awaitState(stuck, "APPLIED");
    }

    /** What was signed before it was noted who signs is ended by its period. */
    @Test
    void silenceAgreesToWhatPersonsHaveSignedAlone() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = proposed(project, "By whom");
        UUID id = UUID.fromString(change.substring(change.lastIndexOf('/') + 1));
        Viewer own = new Viewer("anyone", "test", Side.CN, null, Set.of(Role.MAKER), false);
        int changed = VertxContextSupport.subscribeAndAwait(() -> transactions.write(
                own,
                session -> session.createNativeQuery("""
                                update change_set set version = version + 1, signatures = jsonb_build_object('all',
                                  (select jsonb_agg(s - 'person') from jsonb_array_elements(signatures -> 'all') s))
                                where id = :id""").setParameter("id", id).executeUpdate()));
        assertThat(changed).isEqualTo(1);
        periodIsOver(change);
        awaitState(change, "EXPIRED");
        Api.krMaker().get(project).then().body("title.en.text", equalTo("Plant"));
    }

    /** Anyone who acts for the other side breaks the silence, but no system does. */
    @Test
    void anObjectionEndsItAndSaysWhyInBothLanguages() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = proposed(project, "Disputed name");
        Api.client("kr-ministry")
                .post(change + "/reject", Bilateral.reason("zh-Hans", "ko"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED));
        Api.cnChecker()
                .post(change + "/reject", Bilateral.reason("zh-Hans", "ko"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_OTHER_SIDE));
        Api.krMaker()
                .post(change + "/reject", Bilateral.reason("ko"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_REASON_NEEDED));
        Api.krMaker()
                .post(change + "/reject", Bilateral.reason("zh-Hans", "ko"))
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"));
        String later = proposed(project, "Another name");
        periodIsOver(later);
        awaitState(later, "APPLIED");
        Api.cnMaker().get(change).then().body("state", equalTo("REJECTED"));
        Api.cnMaker().get(project).then().body("title.en.text", equalTo("Another name"));
    }

    /** Whoever disputes the value says nothing of the change set, and is not taken to agree to it. */
    @Test
    void silenceAgreesToNothingThatIsContested() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = proposed(project, "Disputed name");
        Bilateral.contested(project, "title");
        periodIsOver(change);
        awaitState(change, "EXPIRED");
        Api.krMaker().get(project).then().body("title.en.text", equalTo("Plant"));
        assertThat(silentlyAgreed(change)).isZero();
    }

    /** Both sides may still sign, before the period is over. */
    @Test
    void theOtherSideMayAgreeExpressly() {
        String project = Bilateral.joint("Plant");
        String change = proposed(project, "Agreed name");
        Bilateral.act(Api.krMaker(), change, "review").then().statusCode(200).body("allowed", hasItem("reject"));
        Bilateral.act(Api.krChecker(), change, "agree").then().statusCode(200).body("state", equalTo("APPLIED"));
        Api.cnMaker().get(project).then().body("title.en.text", equalTo("Agreed name"));
    }

    @Test
    void whenTheRecordHasMovedOnSilenceAgreesToNothing() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = proposed(project, "Silent name");
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Signed name")));
        Api.krMaker().get(change).then().body("state", equalTo("STALE"));
        Api.krMaker().get(project).then().body("title.en.text", equalTo("Signed name"));
    }

    /** What would not pass the rules if somebody signed it today does not pass by silence either. */
    @Test
    void whatDoesNotFitItsRecordAnyMoreExpires() throws Throwable {
        String site = Api.cnMaker().create("sites", Records.site(", \"classification\": {\"level\": \"BILATERAL\"}"));
        String project = Bilateral.joint("Plant", ", \"sites\": [\"%s\"]".formatted(site));
        String change = proposed(project, "Late name");
        StoredRows.narrow(
                transactions,
                "site",
                "update site set classification_level = 'SIDE', classification_side = 'CN', version = version + 1"
                        + " where id = :id",
                "/" + Records.id(site));
        periodIsOver(change);
        awaitState(change, "EXPIRED");
        Api.krMaker().get(project).then().body("title.en.text", equalTo("Plant"));
        assertThat(silentlyAgreed(change)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"op\": \"add\", \"path\": \"/products\", \"value\": [\"850760\"]}",
                "{\"op\": \"replace\", \"path\": \"/direction\", \"value\": \"CN_TO_KR\"}",
                "{\"op\": \"add\", \"path\": \"/sectors\", \"value\": [{\"code\": \"BATT\"}]}"
            })
    void silenceAgreesToWhatThePolicyListsAlone(String operation) {
        String project = Bilateral.joint("Plant");
        String alone = "{\"patch\": [%s], \"reason\": {\"en\": \"It changed\"}}".formatted(operation);
        String withTitle = Bilateral.replacingTitle("Name").replace("[{\"op\"", "[" + operation + ", {\"op\"");
        for (String body : List.of(alone, withTitle)) {
            Api.cnMaker()
                    .post(project + "/changes", Bilateral.silently(body))
                    .then()
                    .spec(problemAt(ChangeProblem.CHANGE_NOT_BY_SILENCE, "/procedure"));
        }
        Api.cnMaker().get(project + "/changes").then().body("data.size()", equalTo(1));
    }

    @Test
    void silenceNeitherMakesARecordJointNorCarriesItOnNorAnswers() {
        String offered = Bilateral.offered("Plant", "");
        Api.cnMaker()
                .post(offered + "/changes", Bilateral.silently(Bilateral.makesJoint()))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_NOT_BY_SILENCE, "/procedure"));
        String project = Bilateral.joint("Plant");
        Api.cnMaker()
                .post(
                        project + "/changes",
                        Bilateral.silently(Bilateral.step("{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}")))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_NOT_BY_SILENCE, "/procedure"));
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Name"));
        Bilateral.underReview(change);
        Api.krMaker()
                .post(change + "/counter", Bilateral.silently(Bilateral.replacingTitle("Another name")))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_NOT_BY_SILENCE, "/procedure"));
        Api.cnMaker()
                .post(
                        project + "/changes",
                        Bilateral.replacingTitle("Name").replaceFirst("^\\{", "{\"procedure\": \"NOD\", "))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/procedure"));
    }
}

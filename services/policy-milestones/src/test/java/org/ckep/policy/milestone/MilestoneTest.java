package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.foreign;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.transition;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ckep.policy.Database;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MilestoneTest {
    @Inject
    MilestoneDeadlines deadlines;

    /** A draft that both sides read. */
    static JsonPath draft(String owner, String more) {
        return created(
                as("cn-maker"),
                "milestones",
                json(
                        "{'title': {'en': 'Exchange of offers'}, 'type': 'NEGOTIATION', 'owner': '%s', 'due':"
                                + " '2026-12-31', 'criteria': {'en': 'Both offers are tabled'}, 'sectors': ['SEMI'],"
                                + " 'classification': {'level': 'BILATERAL'}%s}",
                        owner, more));
    }

    /** A milestone of both sides on which work has begun. */
    static String underWay() {
        String path = agreed();
        assertThat(post(
                                as("kr-maker"),
                                path + "/evidence",
                                json("{'title': {'en': 'Letter'}, 'url': 'https://example.org/letter'}"))
                        .statusCode())
                .isEqualTo(200);
        step("cn-maker", path, "{'to': 'IN_PROGRESS'}", "IN_PROGRESS");
        return path;
    }

    static String agreed() {
        String path = "milestones/" + id(draft("BOTH", ""));
        step("cn-checker", path, "{'to': 'PROPOSED'}", "PROPOSED");
        step("cn-checker", path, "{'to': 'AGREED'}", "PROPOSED");
        step("kr-checker", path, "{'to': 'AGREED'}", "AGREED");
        return path;
    }

    static JsonPath step(String user, String path, String body, String state) {
        Response response = transition(user, path, json(body));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getString("state")).isEqualTo(state);
        return response.jsonPath();
    }

    @Test
    void bothSidesAgreeAndDeferTogether() {
        String path = "milestones/" + id(draft("BOTH", ""));
        step("cn-checker", path, "{'to': 'PROPOSED'}", "PROPOSED");

        JsonPath waiting = step("cn-checker", path, "{'to': 'AGREED'}", "PROPOSED");
        assertThat(waiting.getList("pending.side", String.class)).containsExactly("CN");
        assertThat(waiting.getString("pending[0].to")).isEqualTo("AGREED");
        assertThat(step("kr-checker", path, "{'to': 'AGREED'}", "AGREED").getList("pending"))
                .isEmpty();

        String deferral = "{'to': 'AGREED', 'due': '2027-03-31', 'reason': 'the texts are not ready'}";
        JsonPath proposed = step("kr-checker", path, deferral, "AGREED");
        assertThat(proposed.getString("due.date")).isEqualTo("2026-12-31");
        assertThat(proposed.getString("pending[0].due.date")).isEqualTo("2027-03-31");
        JsonPath other = step("cn-checker", path, deferral.replace("2027-03-31", "2027-06-30"), "AGREED");
        assertThat(other.getInt("slips"))
                .as("the two sides mean different dates")
                .isZero();
        JsonPath deferred = step("kr-checker", path, deferral.replace("2027-03-31", "2027-06-30"), "AGREED");
        assertThat(deferred.getInt("slips")).isEqualTo(1);
        assertThat(deferred.getString("due.date")).isEqualTo("2027-06-30");
        assertThat(deferred.getList("dueDates.due.date", String.class)).containsExactly("2026-12-31", "2027-06-30");
        assertThat(deferred.getString("dueDates[1].reason")).isEqualTo("the texts are not ready");
    }

    @Test
    void deferralToAnEarlierDateIsRefused() {
        String path = agreed();
        Response earlier =
                transition("cn-checker", path, json("{'to': 'AGREED', 'due': '2026-11-30', 'reason': 'earlier'}"));
        assertThat(earlier.statusCode()).isEqualTo(422);
        assertThat(transition("cn-checker", path, json("{'to': 'AGREED', 'reason': 'when?'}"))
                        .jsonPath()
                        .getString("errors[0].pointer"))
                .isEqualTo("/due");
        assertThat(transition("cn-checker", path, json("{'to': 'AGREED', 'due': '1899', 'reason': 'x'}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusalNamesTheOpenStates() {
        String path = agreed();
        Response refused = transition("cn-checker", path, json("{'to': 'PROPOSED'}"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:state-forbids");
        assertThat(refused.jsonPath().getList("allowed", String.class))
                .containsExactly("AGREED", "CANCELLED", "SUPERSEDED");
        assertThat(transition("cn-checker", path, json("{'to': 'MET'}")).statusCode())
                .isEqualTo(409);
        assertThat(transition("cn-maker", path, json("{'to': 'CANCELLED', 'reason': 'x'}"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void transitionNeedsTheCurrentTag() {
        String path = "milestones/" + id(draft("BOTH", ""));
        String old = etag(as("cn-checker"), path);
        step("cn-checker", path, "{'to': 'PROPOSED'}", "PROPOSED");
        Response stale = as("cn-checker")
                .contentType("application/json")
                .header("If-Match", old)
                .body(json("{'to': 'AGREED'}"))
                .post("/policy/v1/" + path + "/transitions");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(post(as("cn-checker"), path + "/transitions", json("{'to': 'AGREED'}"))
                        .statusCode())
                .isEqualTo(428);
    }

    @Test
    void stepThatSkipsOneIsRefusedWithTheOpenOnes() {
        String path = "milestones/" + id(draft("BOTH", ""));
        for (String to : List.of("AGREED", "MET", "MISSED", "PARTIALLY_MET")) {
            Response refused = transition("cn-checker", path, json("{'to': '%s'}", to));
            assertThat(refused.statusCode()).as(to).isEqualTo(409);
            assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:state-forbids");
            assertThat(refused.jsonPath().getList("allowed", String.class))
                    .as(to)
                    .containsExactly("PROPOSED", "SUPERSEDED");
        }
    }

    @Test
    void draftIsCompletedBeforeItIsProposed() {
        JsonPath draft = created(as("cn-maker"), "milestones", json("{'title': {'en': 'An idea'}, 'type': 'REVIEW'}"));
        Response refused = transition("cn-checker", "milestones/" + id(draft), json("{'to': 'PROPOSED'}"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("detail")).isEqualTo("A proposal needs due, owner, criteria.");
        assertThat(refused.jsonPath().getList("allowed", String.class)).containsExactly("SUPERSEDED");
    }

    @Test
    void m3_dueDatesAreOnlyAdded() {
        JsonPath draft = draft("BOTH", "");
        String path = "milestones/" + id(draft);
        Response later = patch(as("cn-maker"), path, etag(as("cn-maker"), path), json("{'due': '2027'}"));
        assertThat(later.jsonPath().getList("dueDates.due.date", String.class))
                .containsExactly("2026-12-31", "2027-01-01");
        assertThat(patch(as("cn-maker"), path, later.header("ETag"), json("{'due': null}"))
                        .jsonPath()
                        .getString("errors[0].code"))
                .isEqualTo("only-added");
        assertThatThrownBy(() -> execute("update milestone_due_date set due = '2030'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute("delete from milestone_due_date"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Database.asApplication();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatIsAgreedIsNotChangedByOneSideAlone() {
        String path = agreed();
        Response refused = patch(
                as("cn-maker"),
                path,
                etag(as("cn-maker"), path),
                json("{'due': '2028', 'criteria': {'en': 'easier'}, 'owner': 'KR'}"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getList("errors.pointer", String.class))
                .containsExactly("/due", "/owner", "/criteria");
        assertThat(patch(as("kr-maker"), path, etag(as("kr-maker"), path), json("{'sectors': []}"))
                        .statusCode())
                .as("the other side's record")
                .isEqualTo(403);
    }

    @Test
    void cancellingTakesBothSidesAndKeepsTheReason() {
        String path = agreed();
        step("cn-checker", path, "{'to': 'CANCELLED', 'reason': 'overtaken'}", "AGREED");
        JsonPath cancelled = step("kr-checker", path, "{'to': 'CANCELLED', 'reason': 'yes'}", "CANCELLED");
        assertThat(cancelled.getString("endReason")).isEqualTo("yes");
        assertThat(transition("cn-checker", path, json("{'to': 'AGREED', 'due': '2030', 'reason': 'no'}"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void supersedingNamesTheSuccessor() {
        String path = "milestones/" + id(draft("BOTH", ""));
        String successor = draft("BOTH", "").getString("urn");
        step("cn-checker", path, "{'to': 'PROPOSED'}", "PROPOSED");
        assertThat(transition("cn-checker", path, json("{'to': 'SUPERSEDED', 'reason': 'new text'}"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(transition(
                                "cn-checker",
                                path,
                                json(
                                        "{'to': 'SUPERSEDED', 'reason': 'new', 'supersededBy': '%s'}",
                                        foreign("milestone")))
                        .jsonPath()
                        .getString("errors[0].code"))
                .isEqualTo("unknown-reference");
        JsonPath superseded = step(
                "cn-checker",
                path,
                "{'to': 'SUPERSEDED', 'reason': 'new text', 'supersededBy': '" + successor + "'}",
                "SUPERSEDED");
        assertThat(superseded.getString("supersededBy")).isEqualTo(successor);
    }

    @Test
    void partlyMetByTheWordOfOneSideIsContested() {
        String path = underWay();
        assess("cn-checker", path, "PARTIALLY_MET");
        assertThat(transition("cn-checker", path, json("{'to': 'PARTIALLY_MET'}"))
                        .jsonPath()
                        .getString("detail"))
                .isEqualTo("There is no assessment by [KR] yet.");
        JsonPath contested = assess("kr-checker", path, "NOT_MET");
        assertThat(contested.getList("flags", String.class)).containsExactly("CONTESTED");
        assertThat(step("kr-checker", path, "{'to': 'PARTIALLY_MET'}", "PARTIALLY_MET")
                        .getString("ocdsStatus"))
                .isEqualTo("partiallyMet");
        assertThat(as("cn-maker")
                        .get("/policy/v1/milestones?flag=CONTESTED&limit=500")
                        .jsonPath()
                        .getList("data.urn", String.class))
                .contains(contested.getString("urn"));
    }

    private static JsonPath assess(String user, String path, String assessment) {
        Response response = as(user).contentType("application/json")
                .header("If-Match", etag(as(user), path))
                .body(json("{'assessment': '%s', 'note': 'as seen from here'}", assessment))
                .post("/policy/v1/" + path + "/assessments");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    @Test
    void onlyTheClockMakesAMilestoneMissed() {
        JsonPath overdue = draft("CN", "");
        String path = "milestones/" + id(overdue);
        patch(as("cn-maker"), path, etag(as("cn-maker"), path), json("{'due': '2024-06-30'}"));
        step("cn-checker", path, "{'to': 'PROPOSED'}", "PROPOSED");
        JsonPath agreed = step("cn-checker", path, "{'to': 'AGREED'}", "AGREED");
        assertThat(agreed.getList("flags", String.class)).containsExactly("OVERDUE");
        assertThat(transition("cn-checker", path, json("{'to': 'MISSED'}")).statusCode())
                .isEqualTo(409);

        // A scheduled method runs on a Vert.x context of its own, as here the server's requests do.
        runDeadlines();

        JsonPath missed = as("kr-maker").get("/policy/v1/" + path).jsonPath();
        assertThat(missed.getString("state")).isEqualTo("MISSED");
        assertThat(missed.getString("ocdsStatus")).isEqualTo("notMet");
        step("cn-checker", path, "{'to': 'AGREED', 'due': '2027-01-31', 'reason': 'late'}", "MISSED");
        JsonPath deferred =
                step("kr-checker", path, "{'to': 'AGREED', 'due': '2027-01-31', 'reason': 'late'}", "AGREED");
        assertThat(deferred.getInt("slips")).isEqualTo(1);
    }

    /** The clock acts for no side: of what both read in the common trail, of what one side hides in its own alone. */
    @Test
    void whatTheClockDoesIsInTheTrailOfThoseWhoReadTheMilestone() {
        JsonPath hidden = created(
                as("cn-maker"),
                "milestones",
                json("{'title': {'en': 'Own offer'}, 'type': 'NEGOTIATION', 'owner': 'CN', 'due': '2024-06-30',"
                        + " 'criteria': {'en': 'The offer is written'}, 'sectors': ['SEMI']}"));
        JsonPath open = draft("CN", "");
        String path = "milestones/" + id(open);
        patch(as("cn-maker"), path, etag(as("cn-maker"), path), json("{'due': '2024-06-30'}"));
        for (JsonPath milestone : List.of(hidden, open)) {
            step("cn-checker", "milestones/" + id(milestone), "{'to': 'PROPOSED'}", "PROPOSED");
            step("cn-checker", "milestones/" + id(milestone), "{'to': 'AGREED'}", "AGREED");
        }
        runDeadlines();
        Map<String, Object> own = clockIn("cn-auditor", "?record=" + hidden.getString("urn"));
        assertThat(own).containsEntry("side", "CN").containsEntry("attributes", List.of("state"));
        for (String auditor : List.of("cn-auditor", "kr-auditor")) {
            assertThat(clockIn(auditor, "?chain=COMMON&record=" + open.getString("urn")))
                    .containsEntry("action", "missed-milestone")
                    .doesNotContainKeys("side", "network");
            assertThat(audited(auditor, "?chain=COMMON&record=" + hidden.getString("urn")))
                    .isEmpty();
        }
        assertThat(audited("kr-auditor", "?record=" + hidden.getString("urn"))).isEmpty();
    }

    /** What the clock did, once it is linked. */
    private static Map<String, Object> clockIn(String auditor, String query) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> audited(auditor, query).stream().anyMatch(entry -> "clock".equals(entry.get("subject"))));
        return audited(auditor, query).stream()
                .filter(entry -> "clock".equals(entry.get("subject")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> audited(String auditor, String query) {
        return as(auditor).get("/policy/v1/audit" + query).jsonPath().getList("data");
    }

    private void runDeadlines() {
        io.vertx.core.Context context =
                io.smallrye.common.vertx.VertxContext.createNewDuplicatedContext(io.quarkus.arc.Arc.container()
                        .instance(io.vertx.core.Vertx.class)
                        .get()
                        .getOrCreateContext());
        io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle.setContextSafe(context, true);
        java.util.concurrent.CompletableFuture<Void> done = new java.util.concurrent.CompletableFuture<>();
        context.runOnContext(nothing ->
                deadlines.run().subscribe().with(result -> done.complete(null), done::completeExceptionally));
        assertThat(done).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void flagsAreComputedPerQuery() {
        JsonPath late = draft("BOTH", "");
        String latePath = "milestones/" + id(late);
        patch(as("cn-maker"), latePath, etag(as("cn-maker"), latePath), json("{'due': '2025-01'}"));
        JsonPath next = draft("BOTH", "");
        created(
                as("cn-maker"),
                "milestones/" + id(next) + "/dependencies",
                json("{'from': '%s'}", late.getString("urn")));

        JsonPath blocked =
                as("kr-maker").get("/policy/v1/milestones/" + id(next)).jsonPath();
        assertThat(blocked.getList("flags", String.class)).containsExactly("BLOCKED");
        assertThat(found("flag=BLOCKED&limit=500"))
                .contains(next.getString("urn"))
                .doesNotContain(late.getString("urn"));
        assertThat(found("flag=OVERDUE&limit=500"))
                .as("a draft is not owed yet")
                .doesNotContain(late.getString("urn"));
        assertThat(found("owner=BOTH&state=DRAFT&sector=SEMI&dueBy=2025-06&limit=500"))
                .contains(late.getString("urn"))
                .doesNotContain(next.getString("urn"));
    }

    private static List<String> found(String query) {
        Response response = as("kr-maker").get("/policy/v1/milestones?" + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath().getList("data.urn", String.class);
    }
}

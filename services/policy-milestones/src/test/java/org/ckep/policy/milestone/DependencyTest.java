package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.foreign;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.post;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.policy.AtOnce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DependencyTest {

    private static JsonPath milestone(String user, String classification) {
        return created(
                as(user), "milestones", json("{'title': {'en': 'A step'}, 'type': 'DELIVERY'%s}", classification));
    }

    private static JsonPath shared() {
        return milestone("cn-maker", ", 'classification': {'level': 'BILATERAL'}");
    }

    private static Response link(String user, JsonPath from, JsonPath to) {
        return post(as(user), "milestones/" + id(to) + "/dependencies", json("{'from': '%s'}", from.getString("urn")));
    }

    @Test
    void linkIsSeenFromBothEndsAndRemoved() {
        JsonPath from = shared();
        JsonPath to = shared();
        Response added = post(
                as("cn-maker"),
                "milestones/" + id(to) + "/dependencies",
                json("{'from': '%s', 'type': 'SS', 'lagDays': -10, 'hard': false}", from.getString("urn")));
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.jsonPath().getString("from")).isEqualTo(from.getString("urn"));
        assertThat(added.jsonPath().getString("to")).isEqualTo(to.getString("urn"));
        assertThat(added.jsonPath().getInt("lagDays")).isEqualTo(-10);
        String location = added.header("Location").replaceFirst("^https?://[^/]+", "");
        assertThat(as("kr-maker").get(location).jsonPath().getString("type")).isEqualTo("SS");

        JsonPath seen = as("kr-maker")
                .get("/policy/v1/milestones/" + id(from) + "/dependencies")
                .jsonPath();
        assertThat(seen.getList("successors.to", String.class)).containsExactly(to.getString("urn"));
        assertThat(seen.getList("predecessors")).isEmpty();

        assertThat(as("kr-maker").delete(location).statusCode()).isEqualTo(403);
        assertThat(as("cn-maker").delete(location).statusCode()).isEqualTo(204);
        assertThat(as("cn-maker").get(location).statusCode()).isEqualTo(404);
        assertThat(as("cn-maker").delete(location).statusCode()).isEqualTo(404);
    }

    @Test
    void m1_cyclesSelfEdgesAndDuplicatesAreRefused() {
        JsonPath a = shared();
        JsonPath b = shared();
        JsonPath c = shared();
        assertThat(link("cn-maker", a, b).statusCode()).isEqualTo(201);
        assertThat(link("cn-maker", b, c).statusCode()).isEqualTo(201);

        Response cycle = link("cn-maker", c, a);
        assertThat(cycle.statusCode()).isEqualTo(409);
        assertThat(cycle.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:dependency-cycle");
        assertThat(cycle.jsonPath().getList("cycle", String.class))
                .containsExactly(a.getString("urn"), b.getString("urn"), c.getString("urn"));
        assertThat(link("cn-maker", a, a).jsonPath().getString("detail"))
                .isEqualTo("A milestone does not depend on itself.");
        Response twice = link("cn-maker", a, b);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:dependency-exists");
        assertThat(twice.jsonPath().getString("title")).isEqualTo("Milestones are linked already");
    }

    @Test
    void m2_unfittingDueDatesAreAWarning() {
        JsonPath from = created(
                as("cn-maker"), "milestones", json("{'title': {'en': 'first'}, 'type': 'LEGAL', 'due': '2026-09-30'}"));
        JsonPath to = created(
                as("cn-maker"), "milestones", json("{'title': {'en': 'then'}, 'type': 'LEGAL', 'due': '2026-06-30'}"));
        Response added = link("cn-maker", from, to);
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.jsonPath().getList("warnings", String.class)).containsExactly("AT_RISK");
        assertThat(as("cn-maker")
                        .get("/policy/v1/milestones?flag=AT_RISK&limit=500")
                        .jsonPath()
                        .getList("data.urn", String.class))
                .contains(to.getString("urn"))
                .doesNotContain(from.getString("urn"));
    }

    @ParameterizedTest
    @CsvSource({"-400, 422", "-365, 201", "3650, 201", "3651, 422"})
    void lagHasLimits(int lag, int status) {
        Response response = post(
                as("cn-maker"),
                "milestones/" + id(shared()) + "/dependencies",
                json("{'from': '%s', 'lagDays': %d}", shared().getString("urn"), lag));
        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 422) {
            assertThat(response.jsonPath().getString("errors[0].pointer")).isEqualTo("/lagDays");
        }
    }

    /** 200 pairs of opposite links at the same moment: of each pair exactly one stands, and no cycle exists. */
    @Test
    void m1_oppositeLinksAtTheSameTimeNeverBothPass() throws Exception {
        int pairs = 200;
        List<JsonPath> left = new ArrayList<>();
        List<JsonPath> right = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<Callable<JsonPath>> entries = Collections.nCopies(2 * pairs, DependencyTest::shared);
            for (Future<JsonPath> entered : callers.invokeAll(entries)) {
                (left.size() > right.size() ? right : left).add(entered.get());
            }
            List<Callable<List<Integer>>> races = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                JsonPath a = left.get(i);
                JsonPath b = right.get(i);
                races.add(() ->
                        statuses(AtOnce.call(List.of(() -> link("cn-maker", a, b), () -> link("cn-maker", b, a)))));
            }
            // Each race takes two more threads, so that both calls leave at the same moment.
            for (Future<List<Integer>> race : callers.invokeAll(races)) {
                statuses.addAll(race.get());
            }
        }
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(pairs);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(pairs);
        for (int i = 0; i < pairs; i++) {
            JsonPath links = as("cn-maker")
                    .get("/policy/v1/milestones/" + id(left.get(i)) + "/dependencies")
                    .jsonPath();
            assertThat(links.getList("predecessors").size()
                            + links.getList("successors").size())
                    .isEqualTo(1);
        }
    }

    private static List<Integer> statuses(List<Response> answers) {
        return answers.stream().map(Response::statusCode).toList();
    }

    /** Three links that only together close a cycle: whichever two come first stand, the third is refused. */
    @Test
    void m1_threeLinksOfOneCycleAtTheSameTimeLeaveTwo() throws Exception {
        for (int round = 0; round < 20; round++) {
            JsonPath a = shared();
            JsonPath b = shared();
            JsonPath c = shared();
            List<Response> answers = AtOnce.call(
                    List.of(() -> link("cn-maker", a, b), () -> link("cn-maker", b, c), () -> link("cn-maker", c, a)));
            assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(201, 201, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 409)
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.jsonPath().getList("cycle", String.class))
                            .containsExactlyInAnyOrder(a.getString("urn"), b.getString("urn"), c.getString("urn")));
        }
    }

    /** Rule C9: a cycle through links that the caller may not know of is none for him. */
    @Test
    void hiddenLinksNeitherShowNorRefuse() {
        JsonPath a = milestone("kr-maker", ", 'classification': {'level': 'BILATERAL'}");
        JsonPath b = milestone("kr-maker", ", 'classification': {'level': 'BILATERAL'}");
        JsonPath hidden = milestone("cn-maker", "");
        // b → hidden by the Chinese side, which keeps the hidden one; hidden → a it cannot add, since a is Korean.
        assertThat(link("cn-maker", b, hidden).statusCode()).isEqualTo(201);
        assertThat(link("cn-maker", hidden, a).statusCode()).isEqualTo(403);

        JsonPath seen = as("kr-maker")
                .get("/policy/v1/milestones/" + id(b) + "/dependencies")
                .jsonPath();
        assertThat(seen.getList("successors")).isEmpty();
        assertThat(link("kr-maker", a, b).statusCode()).isEqualTo(201);
        Response unknown = link("kr-maker", JsonPath.from("{\"urn\": \"" + foreign("milestone") + "\"}"), b);
        Response secret = link("kr-maker", hidden, b);
        assertThat(secret.statusCode()).isEqualTo(422);
        assertThat(secret.asString().replaceAll("urn:ckep:request:[^\"]+", ""))
                .isEqualTo(unknown.asString().replaceAll("urn:ckep:request:[^\"]+", ""));
    }
}

package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.transition;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests at the same moment: the one that comes first counts, the others are told so, and nothing is lost. */
@QuarkusTest
class ParallelChangeTest {
    private static final int CALLERS = 6;

    static List<String> registers() {
        return List.copyOf(Samples.BODIES.keySet());
    }

    @ParameterizedTest
    @MethodSource("registers")
    void ofChangesWithTheSameTagOneCounts(String register) throws Exception {
        String urn = Samples.entered("cn-maker", register, "").getString("urn");
        String path = register + "/" + urn;
        String etag = etag(as("cn-maker"), path);
        List<Callable<Response>> changes = IntStream.range(0, CALLERS)
                .<Callable<Response>>mapToObj(
                        i -> () -> patch(as("cn-maker"), path, etag, json("{'title': {'en': 'Title %d'}}", i)))
                .toList();
        List<Response> answers = AtOnce.call(changes);
        assertOneCounts(answers);
        Response winner = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .findFirst()
                .orElseThrow();
        Response now = as("cn-maker").get("/policy/v1/" + path);
        assertThat(now.asString()).isEqualTo(winner.asString());
        assertThat(now.header("ETag")).isEqualTo(winner.header("ETag"));
        assertThat(PolicyEvents.untilNow().verbs(urn, List.of("side-cn"))).containsExactly("registered", "changed");
    }

    @Test
    void ofStepsWithTheSameTagOneIsTaken() throws Exception {
        String urn = Samples.entered("cn-maker", "milestones", "{'level': 'BILATERAL'}")
                .getString("urn");
        String path = "milestones/" + urn;
        String etag = etag(as("cn-checker"), path);
        Callable<Response> propose = () -> as("cn-checker")
                .contentType("application/json")
                .header("If-Match", etag)
                .body(json("{'to': 'PROPOSED'}"))
                .post("/policy/v1/" + path + "/transitions");
        assertOneCounts(AtOnce.call(Collections.nCopies(CALLERS, propose)));
    }

    /** Both sides agree at the same moment: whoever is second either completes the step or reads again and repeats. */
    @Test
    void wordsOfBothSidesAtTheSameTimeAreBothHeard() throws Exception {
        for (int round = 0; round < 10; round++) {
            String path = "milestones/" + id(Samples.entered("cn-maker", "milestones", "{'level': 'BILATERAL'}"));
            assertThat(transition("cn-checker", path, json("{'to': 'PROPOSED'}"))
                            .statusCode())
                    .isEqualTo(200);
            List<Callable<Response>> words = new ArrayList<>();
            for (String side : List.of("cn-checker", "kr-checker")) {
                words.add(() -> transition(side, path, json("{'to': 'AGREED'}")));
            }
            List<Response> answers = AtOnce.call(words);
            assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 412);
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).statusCode() == 412) {
                    assertThat(words.get(i).call().statusCode()).isEqualTo(200);
                }
            }
            assertThat(as("kr-maker").get("/policy/v1/" + path).jsonPath().getString("state"))
                    .isEqualTo("AGREED");
        }
    }

    @Test
    void oneKeyEntersOneRecord() throws Exception {
        String key = "at-once-" + Samples.unknownId();
        Callable<Response> enter =
                () -> post(as("cn-maker").header("Idempotency-Key", key), "needs", json("{'title': {'en': 'Once'}}"));
        List<Response> answers = AtOnce.call(Collections.nCopies(CALLERS, enter));
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.getFirst().asString());
    }

    private static void assertOneCounts(List<Response> answers) {
        List<Integer> expected = new ArrayList<>(Collections.nCopies(CALLERS - 1, 412));
        expected.add(200);
        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 412).allSatisfy(refused -> assertThat(
                        refused.jsonPath().getString("type"))
                .isEqualTo("urn:ckep:problem:stale"));
    }
}

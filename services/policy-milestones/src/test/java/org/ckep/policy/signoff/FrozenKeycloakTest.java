package org.ckep.policy.signoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.transition;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.testing.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Keycloak that does not answer closes the sign-off and nothing else. */
@QuarkusTest
@WithTestResource(value = FrozenKeycloak.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class FrozenKeycloakTest {
    FaultProxy keycloak;

    @AfterEach
    void heal() {
        keycloak.heal();
    }

    private static String underWay() {
        String path = "milestones/"
                + id(created(
                        as("cn-maker"),
                        "milestones",
                        json("{'title': {'en': 'To be signed off'}, 'type': 'LEGAL', 'owner': 'CN', 'due':"
                                + " '2026-12-31', 'start': '2026-01-01', 'criteria': {'en': 'done'}}")));
        for (String[] step :
                new String[][] {{"cn-checker", "PROPOSED"}, {"cn-checker", "AGREED"}, {"cn-maker", "IN_PROGRESS"}}) {
            Response moved = transition(step[0], path, json("{'to': '%s'}", step[1]));
            assertThat(moved.statusCode()).as(moved.asString()).isEqualTo(200);
        }
        return path;
    }

    private static Response signOff(String path) {
        return as("cn-checker")
                .contentType("application/json")
                .header("If-Match", etag(as("cn-checker"), path))
                .body(json("{'evidence': [{'title': {'en': 'the document'}}]}"))
                .post("/policy/v1/" + path + "/sign-off");
    }

    @Test
    void signOffFailsClosedAndTheRestGoesOn() throws Exception {
        String path = underWay();
        assertThat(signOff(underWay()).statusCode())
                .as("while Keycloak answers")
                .isEqualTo(200);

        for (FaultProxy.Fault fault : List.of(
                new FaultProxy.Fault.Blackhole(), new FaultProxy.Fault.Stall(), new FaultProxy.Fault.Refuse())) {
            keycloak.inject(fault);
            Instant begin = Instant.now();
            Response refused = signOff(path);
            assertThat(refused.statusCode())
                    .as(fault + " " + refused.asString())
                    .isEqualTo(503);
            assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:unavailable");
            assertThat(refused.header("Retry-After")).isNotBlank();
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));

            assertThat(publicly().get("/policy/v1/milestones").statusCode()).isEqualTo(200);
            assertThat(as("kr-maker").get("/policy/v1/engagements").statusCode())
                    .isEqualTo(200);
            assertThat(post(as("cn-maker"), "needs", json("{'title': {'en': 'meanwhile'}}"))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(as("cn-maker").get("/policy/v1/" + path).jsonPath().getString("state"))
                    .isEqualTo("IN_PROGRESS");
        }

        keycloak.heal();
        assertThat(signOff(path).jsonPath().getString("state")).isEqualTo("MET");
    }

    @Test
    void waitingSignOffsDoNotKeepOthersWaiting() throws Exception {
        String path = underWay();
        String etag = etag(as("cn-checker"), path);
        keycloak.inject(new FaultProxy.Fault.Stall());
        try (ExecutorService callers = Executors.newFixedThreadPool(40)) {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                waiting.add(callers.submit(() -> as("cn-checker")
                        .contentType("application/json")
                        .header("If-Match", etag)
                        .body("{}")
                        .post("/policy/v1/" + path + "/sign-off")
                        .statusCode()));
            }
            assertThat(as("kr-maker").get("/policy/v1/targets").statusCode()).isEqualTo(200);
            for (Future<Integer> one : waiting) {
                assertThat(one.get()).isEqualTo(503);
            }
        }
    }
}

package org.ckep.policy.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.publicly;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ckep.infrastructure.KafkaServer;
import org.ckep.infrastructure.PostgresServer;
import org.ckep.policy.PolicyEvents;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Kafka and PostgreSQL are killed under the running service: nothing is lost, and it goes on without a restart. */
@QuarkusTest
@WithTestResource(value = OwnServers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OutageTest {
    private static final List<String> BOTH_SIDES = List.of("bilateral", "side-cn", "side-kr");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<AutoCloseable> RESTARTED = new ArrayList<>();

    PostgresServer postgres;
    KafkaServer kafka;

    private final Path folder = Path.of(setting(OwnServers.FOLDER));
    private final List<Integer> ports = Arrays.stream(setting(OwnServers.PORTS).split(",", -1))
            .map(Integer::valueOf)
            .toList();

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    @AfterAll
    static void stopWhatWasRestarted() throws Exception {
        for (AutoCloseable server : RESTARTED) {
            server.close();
        }
    }

    private static Response enter(String title) {
        return post(
                as("cn-maker"),
                "needs",
                json("{'title': {'en': '%s'}, 'classification': {'level': 'BILATERAL'}}", title));
    }

    private static List<String> told(String urn) {
        return PolicyEvents.untilNow().verbs(urn, BOTH_SIDES);
    }

    @Test
    void withoutKafkaWritesSucceedAndAreToldWhenItIsBack() throws Exception {
        String before = enter("Before").jsonPath().getString("urn");
        assertThat(told(before)).containsExactly("registered");

        kafka.process().kill();
        List<String> meanwhile = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Response answer = enter("Meanwhile " + i);
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            meanwhile.add(answer.jsonPath().getString("urn"));
        }
        assertThat(as("kr-maker").get("/policy/v1/needs/" + meanwhile.getLast()).statusCode())
                .isEqualTo(200);
        assertThat(PolicyEvents.waiting()).isEqualTo(10 * BOTH_SIDES.size());

        RESTARTED.add(OwnServers.kafka(folder, ports));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(PolicyEvents::waiting, waiting -> waiting == 0);
        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(meanwhile)
                .allSatisfy(urn -> assertThat(events.verbs(urn, BOTH_SIDES)).containsExactly("registered"));
    }

    @Test
    void afterACrashOfPostgresTheServiceGoesOn() throws Exception {
        String kept = created(as("cn-maker"), "needs", json("{'title': {'en': 'Kept'}}"))
                .getString("urn");
        new ProcessBuilder("kill", "-QUIT", Long.toString(postgres.postmasterPid()))
                .start()
                .waitFor();
        postgres.process().onExit().get(30, TimeUnit.SECONDS);

        Response down = enter("Not now");
        assertThat(down.statusCode()).as(down.asString()).isEqualTo(503);
        assertThat(down.contentType()).startsWith("application/problem+json");
        assertThat(down.header("Retry-After")).isNotBlank();
        assertThat(publicly().get("/policy/v1/needs").statusCode()).isEqualTo(503);

        RESTARTED.add(OwnServers.postgres(folder, ports));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> publicly().get("/policy/v1/needs").statusCode(), status -> status == 200);
        assertThat(as("cn-maker").get("/policy/v1/needs/" + kept).statusCode()).isEqualTo(200);
        Response after = enter("After");
        assertThat(after.statusCode()).as(after.asString()).isEqualTo(201);
        String urn = after.jsonPath().getString("urn");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(PolicyEvents::waiting, waiting -> waiting == 0);
        assertThat(told(urn)).containsExactly("registered");
    }
}

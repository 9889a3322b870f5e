package org.ckep.investment.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ckep.infrastructure.KafkaServer;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.ckep.testing.FaultProxy;
import org.ckep.testing.PublishedEvent;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka and PostgreSQL go away under the running service: nothing is lost, and it goes on without a restart. */
@QuarkusTest
@WithTestResource(value = BreakableServers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<AutoCloseable> RESTARTED = new ArrayList<>();

    KafkaServer kafka;
    FaultProxy database;

    private final Api maker = Api.cnMaker();

    @AfterEach
    void heal() {
        database.heal();
    }

    @AfterAll
    static void stopWhatWasRestarted() throws Exception {
        for (AutoCloseable server : RESTARTED) {
            server.close();
        }
    }

    /** Read here and not injected: an injected setting would be demanded of every other test's application too. */
    private static KafkaServer restartedKafka() {
        Config config = ConfigProvider.getConfig();
        return BreakableServers.kafka(
                config.getValue(BreakableServers.FOLDER, Path.class),
                config.getValues(BreakableServers.PORTS, Integer.class));
    }

    private String enter() {
        return maker.create("projects", Records.project(""));
    }

    private static void assertTold(String urn) {
        List<PublishedEvent> events = PublishedEvent.about(urn, 1);
        assertThat(events).extracting(PublishedEvent::audience).containsOnly("side-cn");
        assertThat(events).extracting(PublishedEvent::type).containsOnly("org.ckep.investment.project.registered.v1");
    }

    @Test
    void withoutKafkaWritesSucceedAndAreToldWhenItIsBack() {
        assertTold(enter());
        kafka.process().kill();
        List<String> meanwhile = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            meanwhile.add(enter());
        }
        String changed = "projects/" + meanwhile.getFirst();
        maker.patch(changed, "{\"products\": [\"850760\"]}").then().statusCode(200);
        maker.get(changed).then().statusCode(200);

        RESTARTED.add(restartedKafka());
        meanwhile.stream().skip(1).forEach(OutageTest::assertTold);
        assertThat(PublishedEvent.about(meanwhile.getFirst(), 2))
                .extracting(PublishedEvent::type)
                .containsExactly(
                        "org.ckep.investment.project.registered.v1", "org.ckep.investment.project.field_changed.v1");
    }

    @Test
    void connectionsThatAreCutAreOpenedAnew() {
        String kept = enter();
        for (int i = 0; i < 3; i++) {
            database.inject(new FaultProxy.Fault.Reset(0));
            assertThat(database.hits()).isPositive();
            database.heal();
            awaitRead(kept);
            assertTold(enter());
        }
    }

    @Test
    void whileTheDatabaseIsDownNothingIsPromisedAndAfterwardsTheServiceGoesOn() {
        String kept = enter();
        database.inject(new FaultProxy.Fault.Refuse());
        for (Response answer : List.of(
                Api.PUBLIC.get("projects"),
                maker.get("projects/" + kept),
                maker.post("projects", Records.project("")))) {
            answer.then().spec(problem(KernelProblem.UNAVAILABLE)).header("Retry-After", matchesPattern("\\d+"));
        }
        database.heal();
        awaitRead(kept);
        assertTold(enter());
    }

    private void awaitRead(String urn) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> maker.get("projects/" + urn).statusCode(), status -> status == 200);
    }
}

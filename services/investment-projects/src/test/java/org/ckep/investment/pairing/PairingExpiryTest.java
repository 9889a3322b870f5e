package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;

/** Silence is no consent to a pairing either. */
@QuarkusTest
class PairingExpiryTest {
    @Inject
    RecordTransactions transactions;

    @Test
    void fromItsDeadlineOnAPairingIsExpired() throws Throwable {
        String ours = Pairs.shared(Api.cnMaker(), "");
        String pairing = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, Pairs.shared(Api.krMaker(), "")));
        Bilateral.underReview(pairing);
        UUID id = UUID.fromString(pairing.substring(pairing.lastIndexOf('/') + 1));
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "update pairing set deadline = now() - interval '1 second', version = version + 1"
                                + " where id = :id")
                .setParameter("id", id)
                .executeUpdate()));

        assertExpired(pairing);
        Bilateral.act(Api.krChecker(), pairing, "agree").then().spec(problem(KernelProblem.STATE_FORBIDS));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(notedAsExpired(id)).isEqualTo(1));
        assertExpired(pairing);
        assertThat(PublishedEvent.about(Records.urn(ours), 7))
                .filteredOn(event -> event.type().endsWith(".pairing_closed.v1"))
                .extracting(event ->
                        event.audience() + " " + event.data().path("state").asText())
                .containsExactlyInAnyOrder("side-cn EXPIRED", "side-kr EXPIRED");
    }

    /** It was closed by its deadline, whenever that was noted. */
    private static void assertExpired(String pairing) {
        Response answer = Api.krMaker().get(pairing);
        answer.then()
                .body("state", equalTo("EXPIRED"))
                .body("closedAt", equalTo(answer.path("deadline")))
                .body("allowed", empty());
    }

    private long notedAsExpired(UUID id) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                            "select count(*) from pairing where id = :id and state = 'EXPIRED'", Long.class)
                    .setParameter("id", id)
                    .getSingleResult()));
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}

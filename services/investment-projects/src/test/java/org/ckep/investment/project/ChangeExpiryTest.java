package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Silence is never consent. */
@QuarkusTest
class ChangeExpiryTest {
    @Inject
    RecordTransactions transactions;

    @Test
    void fromItsDeadlineOnAChangeSetIsExpired() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Too late"));
        Bilateral.underReview(change);
        UUID id = UUID.fromString(change.substring(change.lastIndexOf('/') + 1));
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "update change_set set deadline = now() - interval '1 second', version = version + 1"
                                + " where id = :id")
                .setParameter("id", id)
                .executeUpdate()));

        Bilateral.act(Api.krChecker(), change, "agree")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", empty());
        Api.cnMaker().get(change).then().body("state", equalTo("EXPIRED"));
        Api.krMaker().get(project).then().body("title.en.text", equalTo("Plant"));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(notedAsExpired(id)).isEqualTo(2));
        Api.krMaker().get(change).then().body("state", equalTo("EXPIRED")).body("allowed", empty());
    }

    private long notedAsExpired(UUID id) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                            "select count(distinct a.side) from audit_entry a join change_set c on a.urn = 'urn:ckep:change:' || c.id"
                                    + " where c.id = :id and c.state = 'EXPIRED' and a.action = 'expire-change'",
                            Long.class)
                    .setParameter("id", id)
                    .getSingleResult()));
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}

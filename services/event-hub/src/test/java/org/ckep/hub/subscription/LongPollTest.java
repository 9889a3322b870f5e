package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whoever waits for the next number of a subscription costs the database nothing that grows with their number. */
@QuarkusTest
class LongPollTest {
    private static final int WAITING = 40;
    private static final int SECONDS = 6;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private long transactions() {
        return query(
                        pool,
                        "select xact_commit + xact_rollback as n from pg_stat_database"
                                + " where datname = current_database()")
                .get(0)
                .getLong("n");
    }

    /** Each of forty who looked five times a second would make 1,200 transactions in these seconds. */
    @Test
    void manyWhoWaitAreLookedForTogether() throws InterruptedException {
        String id = create(kotra(), pull(Events.subject()));
        long before = transactions();
        TimeUnit.SECONDS.sleep(SECONDS);
        long withoutThem = transactions() - before;
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Response>> answers = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> kotra().get(PATH + "/" + id + "/events?wait=" + (SECONDS + 4)), waiting));
            }
            TimeUnit.SECONDS.sleep(2);
            long begun = transactions();
            TimeUnit.SECONDS.sleep(SECONDS);
            assertThat(transactions() - begun - withoutThem).isLessThan(WAITING * SECONDS);
            answers.forEach(answer -> assertThat(answer.join().asString()).isEqualTo("[]"));
        }
    }

    @Test
    void allWhoWaitGetTheEventThatComes() {
        String subject = Events.subject();
        String id = create(kotra(), pull(subject));
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Response>> answers = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(() -> kotra().get(PATH + "/" + id + "/events?wait=30"), waiting));
            }
            publish(sender, Audience.PARTNER, subject, 1);
            answers.forEach(answer -> assertThat(answer.join().jsonPath().<Integer>getList("data.n"))
                    .containsExactly(1));
        }
    }

    /** A watch that saw nothing is believed: each look is a transaction, and a stream takes its own next one at once. */
    @Test
    void whoHasWaitedInVainIsAnsweredWithoutAnotherLook() throws InterruptedException {
        String id = create(kotra(), pull(Events.subject()));
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Response> answer =
                    CompletableFuture.supplyAsync(() -> kotra().get(PATH + "/" + id + "/events?wait=4"), waiting);
            TimeUnit.SECONDS.sleep(2);
            // Without the cursor's last number, by which those who wait are woken.
            query(
                    pool,
                    "insert into delivery(sub, subseq, lane, hash, chain) values ($1, 1, 'x', 'x', 'x')",
                    UUID.fromString(id));
            query(pool, "insert into own_event(sub, subseq, body) values ($1, 1, '{}')", UUID.fromString(id));
            assertThat(answer.join().asString()).isEqualTo("[]");
        }
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }
}

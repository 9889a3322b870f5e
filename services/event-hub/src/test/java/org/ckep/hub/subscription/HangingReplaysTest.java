package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitReplay;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Replays into endpoints that hang beside those of another owner. */
@QuarkusTest
class HangingReplaysTest {
    private static final int HANGING = 40;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sound = new TestSink();

    @AutoClose
    private final TestSink hanging = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    /** As many as hang, each for the longest time of a request, would keep it waiting for half a minute. */
    @Test
    void theyDoNotHoldUpThoseOfAnotherOwner() {
        String subject = Events.subject();
        String waits = create(kita(), webhook(hanging, subject));
        String goesOn = create(kotra(), webhook(sound, subject));
        publish(sender, Audience.PARTNER, subject, 3);
        Subscriptions.awaitDone(Subscriptions::kita, waits, 3);
        Subscriptions.awaitDone(Subscriptions::kotra, goesOn, 3);
        CountDownLatch isOver = new CountDownLatch(1);
        hanging.onDelivery(request -> {
            Subscriptions.hold(isOver);
            return Reply.of(204);
        });
        try {
            query(
                    pool,
                    "insert into replay_job(id, sub, from_subseq, to_subseq, types, only_failed, next_subseq, next_at, "
                            + "state, created_at, created_by) select gen_random_uuid(), $1, 1, 3, '{}', false, 1, "
                            + "now() - interval '1 hour', 'RUNNING', now(), '' from generate_series(1, $2::int)",
                    UUID.fromString(waits),
                    HANGING);
            await(() -> hanging.received().size() > 3);
            long start = System.nanoTime();
            String replay = kotra().body("{}")
                    .post(PATH + "/" + goesOn + "/replay")
                    .jsonPath()
                    .getString("replayId");
            awaitReplay(goesOn, replay);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(sound.numbers()).containsExactly(1, 2, 3, 1, 2, 3);
            assertThat(query(
                            pool,
                            "select 1 from replay_job where sub = $1 and lease_until >= now()",
                            UUID.fromString(waits)))
                    .hasSizeLessThanOrEqualTo(4);
        } finally {
            query(pool, "delete from replay_job where sub = $1", UUID.fromString(waits));
            isOver.countDown();
            kita().delete(PATH + "/" + waits).then().statusCode(204);
            kotra().delete(PATH + "/" + goesOn).then().statusCode(204);
        }
    }
}

package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.hold;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.projection.Projection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked before a send that comes long after its claim. */
@QuarkusTest
class MaySendTest {
    private static final int LANES = 40;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    DeliveryConfig config;

    @AutoClose
    private final TestSink sink = new TestSink();

    private UUID sub;
    private UUID resting;
    private int version;

    /** Lane n holds number n; nobody works on them. */
    @BeforeEach
    void lanes() {
        sub = held();
        resting = held();
        query(pool, "update sub_health set rest_until = now() + interval '1 hour' where sub = $1", resting);
        version = query(pool, "select version from subscription where id = $1", sub)
                .get(0)
                .getInteger("version");
    }

    private UUID held() {
        UUID id = UUID.fromString(create(kotra(), webhook(sink, Events.subject())));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        query(
                pool,
                "insert into delivery(sub, subseq, pos, lane, hash, chain) "
                        + "select $1::uuid, n, 1, n::text, 'x', 'x' from generate_series(1, $2::int) n",
                id,
                LANES);
        query(
                pool,
                "insert into lane(sub, lane, fence, lease_until) "
                        + "select sub, lane, 100 + subseq, now() + interval '1 hour' from delivery where sub = $1",
                id);
        return id;
    }

    @AfterEach
    void retire() {
        for (UUID id : List.of(sub, resting)) {
            query(pool, "delete from lane where sub = $1", id);
            query(pool, "delete from delivery where sub = $1", id);
            kotra().delete(PATH + "/" + id).then().statusCode(204);
        }
    }

    private static LaneClaim claim(UUID sub, int lane, long fence) {
        return new LaneClaim(
                sub, String.valueOf(lane), fence, 0, 0, List.of(), LaneClaim.Kind.LIVE, 0, System.nanoTime());
    }

    private static Head head(long number) {
        return new Head(number, new byte[0], null, Projection.WHOLE, null, false);
    }

    private CompletableFuture<Boolean> ask(LaneStore store, UUID of, int lane) {
        return store.maySend(claim(of, lane, 100 + lane), version, head(lane)).subscribeAsCompletionStage();
    }

    @Test
    void manyWhoAskAtOnceAreAnsweredByOneStatementAndEachForItself() throws Exception {
        Counting counting = new Counting(pool);
        LaneStore store = new LaneStore(counting, config);
        query(pool, "update lane set fence = 7 where sub = $1 and lane = '2'", sub);
        query(pool, "update lane set lease_until = now() where sub = $1 and lane = '3'", sub);
        query(pool, "update lane set lease_until = null where sub = $1 and lane = '4'", sub);
        query(pool, "delete from lane where sub = $1 and lane = '5'", sub);
        query(pool, "update delivery set state = 'DELIVERED', done_at = now() where sub = $1 and subseq = 6", sub);
        CompletableFuture<Boolean> first = ask(store, sub, 1);
        assertThat(counting.begun.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int lane = 2; lane <= LANES; lane++) {
            answers.add(ask(store, sub, lane));
        }
        CompletableFuture<Boolean> ofResting = ask(store, resting, 1);
        CompletableFuture<Boolean> ofOlder =
                store.maySend(claim(sub, 7, 107), version - 1, head(7)).subscribeAsCompletionStage();
        counting.mayGoOn.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
        for (int lane = 2; lane <= LANES; lane++) {
            assertThat(answers.get(lane - 2).get(10, TimeUnit.SECONDS))
                    .as("lane %d", lane)
                    .isEqualTo(lane > 6);
        }
        assertThat(ofResting.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(ofOlder.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(counting.statements).hasValue(2);
    }

    /** Whoever is paused, changed or given new keys meanwhile has another version. */
    @Test
    void whatWasTrueIsAskedAnew() {
        LaneStore store = new LaneStore(pool, config);
        assertThat(now(store.maySend(claim(sub, 1, 101), version, head(1)))).isTrue();
        query(pool, "update subscription set version = version + 1 where id = $1", sub);
        assertThat(now(store.maySend(claim(sub, 1, 101), version, head(1)))).isFalse();
    }

    /** Counts statements and holds the first one back. */
    private static final class Counting extends Pool {
        private final AtomicInteger statements = new AtomicInteger();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);

        Counting(Pool pool) {
            super(pool.getDelegate());
        }

        @Override
        public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
            if (statements.incrementAndGet() == 1) {
                begun.countDown();
                hold(mayGoOn);
            }
            return super.preparedQuery(sql);
        }
    }
}

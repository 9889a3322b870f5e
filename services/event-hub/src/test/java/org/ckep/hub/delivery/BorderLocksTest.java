package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.border.SignedUndertakings;
import org.ckep.hub.border.Undertakings;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rule P4 for the border's records: fan-out and a worker keep one event from one agency at the same time and need one lane,
 * met on purpose. Whichever of both comes to the record first has the lane, so the other waits for it there.
 */
@QuarkusTest
@TestProfile(SignedUndertakings.class)
class BorderLocksTest {
    /** Which of two that wait for the record gets it is chance where their order is wrong. */
    private static final int ROUNDS = 8;

    @Inject
    Undertakings undertakings;

    @Inject
    Ledger ledger;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @BeforeEach
    void oneHasSigned() {
        SignedUndertakings.become(undertakings, "{\"kotra\":[\"PIPL\"]}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void p4_fanOutAndAWorkerRecordOneEventWithoutADeadlock(boolean isFanOutFirst) throws Exception {
        long before = deadlocks();
        for (int round = 0; round < ROUNDS; round++) {
            oneHasSigned();
            met(isFanOutFirst);
        }
        // Backends tell what they have counted within a second.
        Awaitility.await()
                .during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> deadlocks() == before);
    }

    private void met(boolean isFanOutFirst) throws Exception {
        String subject = Events.subject();
        UUID withholding = paused(subject);
        UUID takingOver = paused(subject);
        CloudEvent event = Events.event(Audience.PARTNER, subject, 1).withExtension("dataregulation", "PIPL");
        CompletableFuture<Boolean> written;
        try (Held cursor = new Held()) {
            cursor.run("select 1 from subscription_cursor where sub = $1 for update", takingOver);
            sender.sendNow(event);
            sender.sendNow(Events.event(Audience.PARTNER, subject, 2));
            await(() -> numbered(withholding) == 2);
            SignedUndertakings.become(undertakings, "{\"kotra\":[]}");
            // Both lanes are the worker's, of whom one was asked for an event of the subscription that is not there
            // yet.
            query(pool, "insert into lane(sub, lane) values ($1, $2)", takingOver, subject);
            List<LaneResult> results = List.of(
                    result(withholding, subject, List.of(new LaneResult.Done(1, LaneResult.WITHHELD))),
                    result(takingOver, subject, List.of()));
            try (Held record = new Held()) {
                record.run(
                        "insert into border_audit(source, id, audience, type, rule) "
                                + "values ($1, $2, 'agency-kotra', 't', 'undertaking')",
                        event.source(),
                        event.id());
                if (isFanOutFirst) {
                    cursor.close();
                    await(() -> record.blocks() == 1);
                    written = ledger.write(results).subscribeAsCompletionStage();
                } else {
                    written = ledger.write(results).subscribeAsCompletionStage();
                    await(() -> record.blocks() == 1);
                    cursor.close();
                }
                // The second one waits for the lane that the first one has.
                await(() -> record.blocks() + record.blocksBehind() == 2);
            }
        }
        written.get(30, TimeUnit.SECONDS);
        await(() -> numbered(takingOver) == 1);
        assertThat(query(pool, "select state from delivery where sub = $1 order by subseq", withholding))
                .extracting(row -> row.getString("state"))
                .containsExactly("WITHHELD", "PENDING");
        assertThat(query(pool, "select 1 from border_audit where id = $1 and audience = 'agency-kotra'", event.id()))
                .hasSize(1);
        for (UUID sub : List.of(withholding, takingOver)) {
            kotra().delete(PATH + "/" + sub).then().statusCode(204);
        }
    }

    /** Numbers are given to it, and nothing is sent. */
    private UUID paused(String subject) {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
        return sub;
    }

    private LaneResult result(UUID sub, String lane, List<LaneResult.Done> done) {
        long fence = query(
                        pool,
                        "update lane set fence = nextval('lane_fence'), lease_until = now() + interval '1 minute' "
                                + "where sub = $1 and lane = $2 returning fence",
                        sub,
                        lane)
                .get(0)
                .getLong("fence");
        LaneClaim claim = new LaneClaim(
                sub, lane, fence, 0, 0, List.of(), LaneClaim.Kind.LIVE, System.currentTimeMillis(), System.nanoTime());
        return new LaneResult(claim, done, List.of(), null, 0, null, false, 0, List.of(), null);
    }

    private int numbered(UUID sub) {
        return query(pool, "select 1 from delivery where sub = $1 and pos is not null", sub)
                .size();
    }

    private long deadlocks() {
        return query(pool, "select deadlocks from pg_stat_database where datname = current_database()")
                .get(0)
                .getLong("deadlocks");
    }

    /** Rows that a transaction of the test keeps for a while and gives back as they were. */
    private final class Held implements AutoCloseable {
        private final SqlConnection connection = now(pool.getConnection());
        private final Transaction transaction = now(connection.begin());
        private final int pid = now(connection
                        .query("select pg_backend_pid() as pid")
                        .execute())
                .iterator()
                .next()
                .getInteger("pid");
        private boolean isOpen = true;

        void run(String sql, Object... parameters) {
            now(connection.preparedQuery(sql).execute(Tuple.from(parameters)));
        }

        /** How many wait for it. */
        int blocks() {
            return query(pool, "select 1 from pg_stat_activity where $1::int = any(pg_blocking_pids(pid))", pid)
                    .size();
        }

        /** How many wait for those. */
        int blocksBehind() {
            return query(pool, """
                            select 1 from pg_stat_activity b join pg_stat_activity a on a.pid = any(pg_blocking_pids(b.pid))
                            where $1::int = any(pg_blocking_pids(a.pid)) and not $1::int = any(pg_blocking_pids(b.pid))""", pid).size();
        }

        @Override
        public void close() {
            if (isOpen) {
                isOpen = false;
                now(transaction.rollback());
                now(connection.close());
            }
        }
    }
}

package org.ckep.hub.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule P4: one order of locks everywhere, or two transactions could wait for each other. */
@QuarkusTest
class RowLocksTest {
    private static final List<String> ORDER = List.of("subscription_cursor", "lane", "sub_health", "subscription");

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    Housekeeping housekeeping;

    @Inject
    Ledger ledger;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    enum Work {
        ACKNOWLEDGE_BEHIND_FAN_OUT(0),
        SEEK_BEHIND_FAN_OUT(0),
        RETIRE_BEHIND_FAN_OUT(0),
        CHANGE_BEHIND_FAN_OUT(0),
        REDELIVER_BEHIND_FAN_OUT(0),
        ACKNOWLEDGE_BEHIND_A_WORKER(1),
        SEEK_BEHIND_A_WORKER(1),
        RETIRE_BEHIND_A_WORKER(1),
        REDELIVER_BEHIND_A_WORKER(1),
        CONSENT_BEHIND_A_WORKER(2),
        PAUSE_UNUSED_BEHIND_A_WORKER(2);

        private final int held;

        Work(int held) {
            this.held = held;
        }
    }

    /** The subscription has one open event in a parked lane, which no worker touches. */
    private UUID parked() {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> query(pool, "select 1 from delivery where sub = $1 and state = 'DELIVERED'", sub)
                        .size()
                == 1);
        await(() -> query(pool, "select 1 from lane where sub = $1", sub).isEmpty());
        query(pool, "insert into lane(sub, lane, state) values ($1, $2, 'PARKED')", sub, subject);
        query(pool, "update delivery set state = 'PENDING', done_at = null where sub = $1", sub);
        return sub;
    }

    private int run(Work work, UUID sub) {
        String path = PATH + "/" + sub;
        return switch (work) {
            case ACKNOWLEDGE_BEHIND_FAN_OUT, ACKNOWLEDGE_BEHIND_A_WORKER ->
                kotra().body("{\"ack\":1}").post(path + "/cursor").statusCode();
            case SEEK_BEHIND_FAN_OUT, SEEK_BEHIND_A_WORKER ->
                kotra().body("{\"subseq\":1}").post(path + "/seek").statusCode();
            case RETIRE_BEHIND_FAN_OUT, RETIRE_BEHIND_A_WORKER ->
                kotra().delete(path).statusCode();
            case CHANGE_BEHIND_FAN_OUT ->
                kotra().contentType("application/merge-patch+json")
                        .header("If-Match", kotra().get(path).header("ETag"))
                        .body("{\"name\":\"Other\"}")
                        .patch(path)
                        .statusCode();
            case REDELIVER_BEHIND_FAN_OUT, REDELIVER_BEHIND_A_WORKER ->
                kotra().post(path + "/deliveries/1/redeliver").statusCode();
            case CONSENT_BEHIND_A_WORKER -> given().get(consent()).statusCode();
            case PAUSE_UNUSED_BEHIND_A_WORKER -> {
                now(housekeeping.pause(OffsetDateTime.now()));
                yield 204;
            }
        };
    }

    private String consent() {
        String callback = sink.handshakes().get(sink.handshakes().size() - 1).header("webhook-request-callback");
        return callback.substring("http://127.0.0.1:8080".length());
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForALockHoldsNoneThatComesAfterIt(Work work) throws Exception {
        UUID sub = parked();
        if (work == Work.CONSENT_BEHIND_A_WORKER) {
            sink.onHandshake(request -> Reply.of(200));
            kotra().post(PATH + "/" + sub + "/verify").then().statusCode(200);
        }
        if (work == Work.PAUSE_UNUSED_BEHIND_A_WORKER) {
            query(pool, "update subscription set lease_until = now() - interval '1 hour' where id = $1", sub);
        }
        AtomicReference<CompletableFuture<Integer>> answer = new AtomicReference<>();
        now(pool.withTransaction(connection -> lock(connection, ORDER.get(work.held), sub)
                .invoke(() -> answer.set(CompletableFuture.supplyAsync(() -> run(work, sub))))
                .chain(() -> awaitWaiting(connection))
                .chain(() -> lockLater(connection, work.held + 1, sub))));
        assertThat(answer.get().get(30, TimeUnit.SECONDS)).isBetween(200, 204);
    }

    private static Uni<Void> lock(SqlConnection connection, String table, UUID sub) {
        String column = table.equals("subscription") ? "id" : "sub";
        return connection
                .preparedQuery("select 1 from " + table + " where " + column + " = $1 for update nowait")
                .execute(Tuple.of(sub))
                .invoke(rows -> assertThat(rows.size()).as(table).isEqualTo(1))
                .replaceWithVoid();
    }

    private static Uni<Void> lockLater(SqlConnection connection, int index, UUID sub) {
        return index == ORDER.size()
                ? Uni.createFrom().voidItem()
                : lock(connection, ORDER.get(index), sub).chain(() -> lockLater(connection, index + 1, sub));
    }

    /** Until somebody waits for this transaction. */
    private static Uni<Void> awaitWaiting(SqlConnection connection) {
        return connection
                .query("select exists (select 1 from pg_stat_activity where datname = current_database() "
                        + "and pg_backend_pid() = any(pg_blocking_pids(pid))) as waits")
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("waits")
                        ? Uni.createFrom().voidItem()
                        : awaitWaiting(connection));
    }

    /** Subjects in the order in which their lanes are locked. */
    private static List<String> subjects() {
        return IntStream.range(0, 8).mapToObj(i -> Events.subject()).sorted().toList();
    }

    private UUID withLanes(List<String> subjects) {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subjects.toArray(String[]::new))));
        subjects.forEach(
                one -> query(pool, "insert into lane(sub, lane, state, fence) values ($1, $2, 'PARKED', 1)", sub, one));
        return sub;
    }

    private static Uni<Void> lockLane(SqlConnection connection, UUID sub, String lane) {
        return connection
                .preparedQuery("select 1 from lane where sub = $1 and lane = $2 for update nowait")
                .execute(Tuple.of(sub, lane))
                .invoke(rows -> assertThat(rows.size()).as(lane).isEqualTo(1))
                .replaceWithVoid();
    }

    /** Has somebody wait for the first lane, and takes all others then: who waits for the first holds none of them. */
    private void requireOrder(UUID sub, List<String> lanes, Runnable begin) {
        now(pool.withTransaction(connection -> {
            Uni<Void> others = awaitWaiting(connection);
            for (String lane : lanes.subList(1, lanes.size())) {
                others = others.chain(() -> lockLane(connection, sub, lane));
            }
            Uni<Void> rest = others;
            return lockLane(connection, sub, lanes.get(0)).invoke(begin).chain(() -> rest);
        }));
    }

    @Test
    void p4_resultsLockTheirLanesInOneOrder() throws Exception {
        List<String> lanes = subjects();
        UUID sub = withLanes(lanes);
        List<LaneResult> results = lanes.reversed().stream()
                .map(lane -> new LaneClaim(sub, lane, 1, 0, 0, List.of(), LaneClaim.Kind.LIVE, 0, System.nanoTime()))
                .map(claim -> new LaneResult(claim, List.of(), List.of(), null, 0, null, true, 0, List.of(), null))
                .toList();
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        requireOrder(sub, lanes, () -> ledger.write(results)
                .subscribe()
                .with(written::complete, written::completeExceptionally));
        assertThat(written.get(30, TimeUnit.SECONDS)).isFalse();
        query(pool, "delete from lane where sub = $1", sub);
    }

    /** The last try of an event that was acknowledged while its result waited for the lane parks nothing. */
    @Test
    void whatIsDoneUnderTheLockOfALaneCounts() throws Exception {
        UUID sub = parked();
        kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
        query(
                pool,
                "insert into delivery(sub, subseq, pos, lane, hash, chain) "
                        + "select $1::uuid, n, 1, 'last try', 'x', 'x' from generate_series(101, 102) n",
                sub);
        query(pool, "insert into lane(sub, lane, fence) values ($1, 'last try', 1)", sub);
        LaneClaim claim = new LaneClaim(sub, "last try", 1, 9, 0, List.of(), LaneClaim.Kind.LIVE, 0, System.nanoTime());
        LaneResult result = new LaneResult(claim, List.of(), List.of(), 101L, 10, null, true, 101, List.of(), null);
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        now(pool.withTransaction(connection -> lockLane(connection, sub, "last try")
                .invoke(() -> ledger.write(List.of(result))
                        .subscribe()
                        .with(written::complete, written::completeExceptionally))
                .chain(() -> awaitWaiting(connection))
                .chain(() -> connection
                        .preparedQuery("update delivery set state = 'DELIVERED', done_at = now() "
                                + "where sub = $1 and subseq = 101")
                        .execute(Tuple.of(sub)))));
        assertThat(written.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(query(pool, "select state, attempt from lane where sub = $1 and lane = 'last try'", sub))
                .extracting(row -> row.getString("state") + " " + row.getInteger("attempt"))
                .containsExactly("READY 0");
        query(pool, "delete from delivery where sub = $1 and lane = 'last try'", sub);
        query(pool, "delete from lane where sub = $1 and lane = 'last try'", sub);
    }

    @Test
    void p4_fanOutLocksTheLanesOfAPageInOneOrder() {
        List<String> lanes = subjects();
        UUID sub = withLanes(lanes);
        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction held = now(holder.begin());
            now(RowLocks.cursor(holder, sub));
            lanes.reversed().forEach(one -> publish(sender, Audience.PARTNER, one, 1));
            await(() -> query(
                                    pool,
                                    "select 1 from event_log where audience = 'agency-kotra' and subject = any($1)",
                                    (Object) lanes.toArray(String[]::new))
                            .size()
                    == lanes.size());
            requireOrder(sub, lanes, () -> held.commit().subscribe().with(done -> {}));
            await(() ->
                    query(pool, "select 1 from delivery where sub = $1", sub).size() == lanes.size());
        } finally {
            now(holder.close());
        }
    }
}

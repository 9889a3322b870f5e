package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What load meets by chance, met on purpose. */
@QuarkusTest
class ForcedInterleavingTest {
    /** An outage of six hours, looked at every half an hour. */
    private static final int HALF_HOURS = 12;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    /** Pauses are shorter in tests, and the half hours with them. */
    @Inject
    DeliveryConfig config;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private List<Row> query(String sql, Object... parameters) {
        return Sql.query(pool, sql, parameters);
    }

    private int numbered(UUID sub) {
        return query("select 1 from delivery where sub = $1 and pos is not null", sub)
                .size();
    }

    /**
     * Rule P3. Fan-out has read its page and waits for a lane while four more events are appended, and moves its place only
     * then: to the end of what it has read.
     */
    @Test
    void p3_whatIsAppendedBetweenThePageAndTheNewPlaceIsNotSkipped() {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        // Numbers are given to it as before, and nothing is sent.
        kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
        long begun = place(sub);
        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction held = now(holder.begin());
            now(holder.preparedQuery("insert into lane(sub, lane) values ($1, $2)")
                    .execute(Tuple.of(sub, subject)));
            int pid = now(holder.query("select pg_backend_pid() as pid").execute())
                    .iterator()
                    .next()
                    .getInteger("pid");
            publish(sender, Audience.PARTNER, subject, 1);
            await(() -> !query("select 1 from pg_stat_activity where $1::int = any(pg_blocking_pids(pid))", pid)
                    .isEmpty());
            publish(sender, Audience.PARTNER, subject, 2, 5);
            await(() -> query("select 1 from event_log where audience = 'agency-kotra' and subject = $1", subject)
                            .size()
                    == 5);
            assertThat(numbered(sub)).isZero();
            assertThat(place(sub)).isGreaterThanOrEqualTo(begun);
            now(held.rollback());
        } finally {
            now(holder.close());
        }
        await(() -> numbered(sub) == 5);
        assertThat(query(
                        "select d.subseq, e.body from delivery d join event_log e "
                                + "on e.audience = 'agency-kotra' and e.pos = d.pos where d.sub = $1 order by d.subseq",
                        sub))
                .extracting(row -> row.getLong("subseq"))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        kotra().delete(PATH + "/" + sub).then().statusCode(204);
    }

    /**
     * Rule P4: eight subscriptions whose places differ, so that each is served in a transaction of its own, and workers that
     * write the results of all of them together, while their owner acknowledges. PostgreSQL counts the deadlocks.
     */
    @Test
    void p4_eightFanOutsAndTheirWorkersNeverWaitForEachOther() throws Exception {
        List<String> subjects =
                IntStream.range(0, 8).mapToObj(i -> Events.subject()).toList();
        List<UUID> subs = IntStream.range(0, 8)
                .mapToObj(i -> UUID.fromString(create(kotra(), webhook(sink, subjects.toArray(String[]::new)))))
                .toList();
        long before = deadlocks();
        int each = 30;
        for (int number = 1; number <= each; number++) {
            UUID late = subs.get(number % subs.size());
            try (LockedCursor held = new LockedCursor(late)) {
                for (int i = 0; i < subjects.size(); i++) {
                    publish(sender, Audience.PARTNER, subjects.get((number * 3 + i) % 8), number, number);
                }
                int wanted = number * subjects.size();
                await(() -> subs.stream().filter(sub -> !sub.equals(late)).allMatch(sub -> numbered(sub) == wanted));
            }
            if (number > 1) {
                kotra().body("{\"ack\":" + (number - 1) + "}")
                        .post(PATH + "/" + late + "/cursor")
                        .then()
                        .statusCode(200);
            }
        }
        await(() -> subs.stream().allMatch(sub -> numbered(sub) == each * subjects.size() && isDone(sub)));
        // Backends tell what they have counted within a second.
        Awaitility.await()
                .during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> deadlocks() == before);
        assertThat(query("select 1 from lane where sub = any($1)", (Object) subs.toArray(UUID[]::new)))
                .isEmpty();
    }

    /** A subscription that is not served meanwhile, and so is at another place than the others afterwards. */
    private final class LockedCursor implements AutoCloseable {
        private final SqlConnection holder = now(pool.getConnection());
        private final Transaction held = now(holder.begin());

        LockedCursor(UUID sub) {
            now(RowLocks.cursor(holder, sub));
        }

        @Override
        public void close() {
            now(held.rollback());
            now(holder.close());
        }
    }

    private long deadlocks() {
        return query("select deadlocks from pg_stat_database where datname = current_database()")
                .get(0)
                .getLong("deadlocks");
    }

    private long place(UUID sub) {
        return query("select next_pos from subscription_cursor where sub = $1", sub)
                .get(0)
                .getLong("next_pos");
    }

    /**
     * Rule P22, with an endpoint that takes the probe and nothing behind it: its breaker closes and opens every half an hour
     * for six hours, and each closing lets the subjects that are due spend a try. None has used up its ten by then, because
     * what counts is the schedule and not how often the breaker was open.
     */
    @Test
    void p22_anEndpointThatFlapsForSixHoursParksNothing() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger mayTake = new AtomicInteger();
        sink.onDelivery(request -> {
            if (mayTake.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                taken.incrementAndGet();
                return Reply.of(204);
            }
            return Reply.of(503);
        });
        List<String> subjects =
                IntStream.range(0, 140).mapToObj(i -> Events.subject()).toList();
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subjects.toArray(String[]::new))));
        for (String each : subjects.subList(0, 20)) {
            publish(sender, Audience.PARTNER, each, 1);
        }
        await(() -> numbered(sub) == 20 && isOpen(sub));
        int opened = 0;
        for (int halfHour = 1; halfHour <= HALF_HOURS; halfHour++) {
            int before = taken.get();
            mayTake.set(1);
            query(
                    "update lane set next_at = next_at - $2::bigint * interval '1 millisecond' "
                            + "where sub = $1 and next_at < 'infinity'",
                    sub,
                    (long) (Duration.ofMinutes(30).toMillis() * config.retryScale()));
            query("update sub_health set open_until = now() where sub = $1 and open_n > 0", sub);
            for (String each : subjects.subList(10 + 10 * halfHour, 20 + 10 * halfHour)) {
                publish(sender, Audience.PARTNER, each, 1);
            }
            await(() -> taken.get() > before);
            // Closed by what it took, and opened by what comes behind, where five in a row fail.
            await(() -> isOpen(sub) || isNothingDue(sub));
            opened += isOpen(sub) ? 1 : 0;
            assertThat(query("select 1 from lane where sub = $1 and state = 'PARKED'", sub))
                    .as("after %d half hours", halfHour)
                    .isEmpty();
        }
        assertThat(opened).isGreaterThanOrEqualTo(HALF_HOURS / 2);
        assertThat(query("select coalesce(max(attempt), 0) as most from lane where sub = $1", sub)
                        .get(0)
                        .getInteger("most"))
                .isBetween(1, 6);
        mayTake.set(Integer.MAX_VALUE);
        await(() -> {
            query("update lane set next_at = now() where sub = $1 and lease_until is null", sub);
            query("update sub_health set open_until = now() where sub = $1 and open_n > 0", sub);
            return isDone(sub);
        });
    }

    private boolean isOpen(UUID sub) {
        return query("select 1 from sub_health where sub = $1 and open_n > 0", sub)
                        .size()
                == 1;
    }

    private boolean isNothingDue(UUID sub) {
        return query("select 1 from lane where sub = $1 and (next_at <= now() or lease_until is not null)", sub)
                .isEmpty();
    }

    private boolean isDone(UUID sub) {
        return query("select 1 from delivery where sub = $1 and done_at is null", sub)
                .isEmpty();
    }
}

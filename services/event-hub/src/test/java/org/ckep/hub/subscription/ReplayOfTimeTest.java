package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.awaitReplay;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sending again what was recorded in a span of time. */
@QuarkusTest
class ReplayOfTimeTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    SubscriptionStore store;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private String id;
    private List<Instant> recorded;

    @BeforeEach
    void fourAreDelivered() {
        id = create(kotra(), webhook(sink, subject));
        for (int i = 1; i <= 4; i++) {
            publish(sender, Audience.PARTNER, subject, i, i);
            Subscriptions.awaitDone(Subscriptions::kotra, id, i);
        }
        recorded = query(
                        pool,
                        "select e.recorded from delivery d join subscription s on s.id = d.sub "
                                + "join event_log e on e.audience = s.audience and e.pos = d.pos "
                                + "where d.sub = $1 order by d.subseq",
                        UUID.fromString(id))
                .stream()
                .map((Row row) -> row.getOffsetDateTime("recorded").toInstant())
                .toList();
        assertThat(recorded).hasSize(4).doesNotHaveDuplicates();
    }

    @AfterEach
    void retire() {
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }

    private Response replay(Map<String, Object> wanted) {
        return kotra().body(wanted).post(PATH + "/" + id + "/replay");
    }

    private String time(int number) {
        return recorded.get(number - 1).toString();
    }

    /** From the time on, and before the other one. */
    @Test
    void aSpanOfTimeIsAnsweredAndSentAsItsNumbers() {
        replay(Map.of("fromTime", time(2), "toTime", time(4), "dryRun", true))
                .then()
                .statusCode(200)
                .body("state", equalTo("DRY_RUN"))
                .body("from", equalTo(2))
                .body("to", equalTo(3))
                .body("count", equalTo(2));
        replay(Map.of("fromTime", time(3), "dryRun", true))
                .then()
                .body("from", equalTo(3))
                .body("to", equalTo(4));
        replay(Map.of("toTime", time(3), "dryRun", true))
                .then()
                .body("from", equalTo(1))
                .body("to", equalTo(2));
        Response begun = replay(Map.of("fromTime", time(2), "toTime", time(4)));
        begun.then().statusCode(202).body("from", equalTo(2)).body("to", equalTo(3));
        awaitReplay(id, begun.jsonPath().getString("replayId"))
                .then()
                .body("from", equalTo(2))
                .body("to", equalTo(3))
                .body("sent", equalTo(2));
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 2, 3);
    }

    /** Whoever waited for the log has an earlier time than who came after him. */
    @Test
    void timesThatAreOutOfOrderLeaveNothingOut() {
        query(
                pool,
                "update delivery d set pos = o.pos from delivery o where d.sub = $1 and d.subseq in (1, 3) "
                        + "and o.sub = d.sub and o.subseq = 4 - d.subseq",
                UUID.fromString(id));
        replay(Map.of("fromTime", time(2), "dryRun", true))
                .then()
                .statusCode(200)
                .body("from", equalTo(1))
                .body("to", equalTo(4));
        replay(Map.of("toTime", time(2), "dryRun", true))
                .then()
                .statusCode(200)
                .body("from", equalTo(1))
                .body("to", equalTo(3));
    }

    /** Further apart than times are ever out of order. */
    @Test
    void aSpanIsFoundAmongHours() {
        UUID sub = UUID.fromString(id);
        String log = "agency-t" + UUID.randomUUID().toString().substring(0, 8);
        query(pool, "select log_make_room($1, 1, 20, 1000)", log);
        query(
                pool,
                "insert into event_log(audience, pos, source, id, type, subject, partitionkey, seq, recorded, body) "
                        + "select $1::text, n, '/hours', $1::text || n, 't', $2::text, $2::text, lpad(n::text, 20, '0'), "
                        + "now() - (21 - n) * interval '1 hour', '{}' from generate_series(1, 20) n",
                log,
                subject);
        query(
                pool,
                "insert into delivery(sub, subseq, lane, hash, chain, state, done_at) "
                        + "select $1::uuid, n, 'x', 'x', 'x', 'DELIVERED', now() from generate_series(5, 20) n",
                sub);
        query(pool, "update delivery set pos = subseq where sub = $1", sub);
        query(pool, "update subscription set audience = $2 where id = $1", sub, log);
        Owner owner = new Owner("agency/kotra", new Audience(log), null, "");
        Instant begin = Instant.now().minus(20, ChronoUnit.HOURS);
        for (int from = 1; from <= 20; from++) {
            for (int to = from; to <= 20; to++) {
                ReplayService.NewReplay wanted = new ReplayService.NewReplay(
                        null,
                        null,
                        begin.plus(60L * (from - 1) - 30, ChronoUnit.MINUTES),
                        begin.plus(60L * (to - 1) + 30, ChronoUnit.MINUTES),
                        null,
                        null,
                        true);
                NumberRange range = now(store.within(owner, connection -> store.find(connection, owner, sub)
                        .chain(found ->
                                NumberRange.of(connection, found, wanted, new SubscriberFeed.Ends(1, 20, 20)))));
                assertThat(range).isEqualTo(new NumberRange(from, to));
            }
        }
    }

    /** However long it looks, no result of a delivery waits for it, and it for none. */
    @Test
    void aDryRunLocksNothing() throws Exception {
        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction transaction = now(holder.begin());
            now(holder.preparedQuery("select 1 from sub_health where sub = $1 for update")
                    .execute(Tuple.of(UUID.fromString(id))));
            // The body is written here, since a pool's thread finds no modules of Jackson.
            RequestSpecification request = kotra().body(Map.of("fromTime", time(2), "dryRun", true));
            CompletableFuture.supplyAsync(() -> request.post(PATH + "/" + id + "/replay"))
                    .get(10, TimeUnit.SECONDS)
                    .then()
                    .statusCode(200)
                    .body("count", equalTo(3));
            now(transaction.rollback());
        } finally {
            now(holder.close());
        }
    }

    @Test
    void aSpanInWhichNothingWasRecordedIsDoneAtOnce() {
        String afterTheFirst = recorded.get(0).plus(1, ChronoUnit.MICROS).toString();
        replay(Map.of("fromTime", afterTheFirst, "toTime", time(2)))
                .then()
                .statusCode(200)
                .body("state", equalTo("DONE"))
                .body("count", equalTo(0))
                .body("replayId", nullValue());
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aSpanThatIsNoneIsRefusedAtItsPlace() {
        String later = Instant.now().plusSeconds(3600).toString();
        replay(Map.of("fromTime", time(3), "toTime", time(2)))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/toTime"));
        replay(Map.of("fromTime", later))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/fromTime"))
                .body("errors[0].code", equalTo("in-the-future"));
        replay(Map.of("toTime", later))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/toTime"))
                .body("errors[0].code", equalTo("in-the-future"));
        replay(Map.of("fromTime", "1969-12-31T23:59:59Z"))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/fromTime"));
        replay(Map.of("from", 1, "toTime", time(2))).then().spec(problemAt(KernelProblem.INVALID_VALUE, "/toTime"));
        replay(Map.of("fromTime", time(2), "to", 3)).then().spec(problemAt(KernelProblem.INVALID_VALUE, "/fromTime"));
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4);
    }

    /** The events before the subscription were never its own: where nothing is gone, any time is as good as its first. */
    @Test
    void aSpanBeyondWhatIsKeptIsRefusedWithWhatIs() {
        String before = recorded.get(0).minusSeconds(60).toString();
        replay(Map.of("fromTime", before, "dryRun", true))
                .then()
                .statusCode(200)
                .body("from", equalTo(1));
        query(pool, "delete from delivery where sub = $1 and subseq = 1", UUID.fromString(id));
        query(pool, "update delivery set pos = 0 where sub = $1 and subseq = 2", UUID.fromString(id));
        replay(Map.of("fromTime", before))
                .then()
                .spec(problem(SubscriptionProblem.NUMBER_EXPIRED))
                .body("earliest", equalTo("3"))
                .body("earliestTime", equalTo(time(3)));
        replay(Map.of("fromTime", time(3), "dryRun", true))
                .then()
                .statusCode(200)
                .body("from", equalTo(3))
                .body("to", equalTo(4));
    }
}

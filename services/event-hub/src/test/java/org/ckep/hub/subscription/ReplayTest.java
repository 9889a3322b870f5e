package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.awaitReplay;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sending a range again. */
@QuarkusTest
class ReplayTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    /** Rule P10: a replay moves nothing. */
    @Test
    void aReplaySendsTheOriginalBytesAndMovesNothing() {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 6);
        awaitNumbers(sink, 6);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 6);
        String health = kotra().get(PATH + "/" + id + "/health").asString();
        String place = place(id);
        List<TestSink.Request> first = sink.received();

        kotra().body(Map.of("from", 2, "to", 4, "dryRun", true))
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("state", equalTo("DRY_RUN"))
                .body("count", equalTo(3));
        Response begun = kotra().body(Map.of("from", 2, "to", 4)).post(PATH + "/" + id + "/replay");
        begun.then().statusCode(202).body("count", equalTo(3));
        String replay = begun.jsonPath().getString("replayId");
        awaitReplay(id, replay);
        List<TestSink.Request> again = sink.received().subList(6, 9);
        assertThat(again.stream().map(TestSink.Request::text))
                .isEqualTo(
                        first.subList(1, 4).stream().map(TestSink.Request::text).toList());
        assertThat(again.stream().map(request -> request.header("ck-redelivery")))
                .containsOnly("replay");
        assertThat(again.stream().map(request -> request.header("webhook-id")))
                .isEqualTo(first.subList(1, 4).stream()
                        .map(request -> request.header("webhook-id"))
                        .toList());
        assertThat(kotra().get(PATH + "/" + id + "/health").asString()).isEqualTo(health);
        assertThat(place(id)).isEqualTo(place);
        kotra().get(PATH + "/" + id + "/replays/" + replay).then().body("sent", equalTo(3));
    }

    /** Its cursor, its lanes and its health as they are stored. */
    private String place(String id) {
        return query(
                        pool,
                        "select c::text || coalesce((select string_agg(l::text, '' order by lane) from lane l "
                                + "where l.sub = c.sub), '') || h::text as place "
                                + "from subscription_cursor c join sub_health h on h.sub = c.sub where c.sub = $1",
                        UUID.fromString(id))
                .get(0)
                .getString("place");
    }

    /** One a second after the first, and a new event does not wait for its end. */
    @Test
    void aReplayKeepsTheAgreedRateAndLeavesNewEventsTheirPart() {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 8);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 8);
        query(
                pool,
                "update sub_health set rate_per_minute = 60, tokens = 6, tokens_at = now() where sub = $1",
                UUID.fromString(id));
        String replay =
                kotra().body("{}").post(PATH + "/" + id + "/replay").jsonPath().getString("replayId");
        await(() -> sink.received().size() > 8);
        publish(sender, Audience.PARTNER, subject, 9, 9);
        awaitReplay(id, replay);

        List<TestSink.Request> later =
                sink.received().subList(8, sink.received().size());
        List<TestSink.Request> replayed = later.stream()
                .filter(request -> "replay".equals(request.header("ck-redelivery")))
                .toList();
        assertThat(replayed.stream().map(TestSink.Request::number)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Duration.ofNanos(replayed.get(7).nanos() - replayed.get(0).nanos()))
                .isGreaterThan(Duration.ofSeconds(5));
        assertThat(later).hasSize(9);
        assertThat(later.stream().map(TestSink.Request::number).toList().indexOf(9))
                .isBetween(1, 7);
    }

    /** What is asked for and no longer kept is not passed over in silence. */
    @Test
    void aReplayBeyondWhatIsKeptIsRefusedWithWhatIs() {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 4);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 4);
        query(pool, "delete from delivery where sub = $1 and subseq <= 2", UUID.fromString(id));
        for (boolean dryRun : new boolean[] {true, false}) {
            kotra().body(Map.of("from", 2, "to", 4, "dryRun", dryRun))
                    .post(PATH + "/" + id + "/replay")
                    .then()
                    .spec(problem(SubscriptionProblem.NUMBER_EXPIRED))
                    .body("earliest", equalTo("3"));
        }
        kotra().body(Map.of("from", 3, "dryRun", true))
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("count", equalTo(2));
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4);
    }

    /** What has not been taken yet comes from its lane, in its order; a replay would let a later event overtake it. */
    @Test
    void aReplayLeavesToItsLaneWhatIsOpen() {
        AtomicBoolean isBack = new AtomicBoolean();
        sink.onDelivery(request -> new Reply(request.number() == 1 || isBack.get() ? 204 : 400, Map.of(), ""));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 3);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 1);
        await(() -> sink.numbers().contains(2));
        Response all = kotra().body("{}").post(PATH + "/" + id + "/replay");
        all.then().statusCode(202).body("count", equalTo(1));
        kotra().body("{\"onlyFailed\": true, \"dryRun\": true}")
                .post(PATH + "/" + id + "/replay")
                .then()
                .body("count", equalTo(0));
        String replay = all.jsonPath().getString("replayId");
        awaitReplay(id, replay);
        assertThat(sink.numbers()).doesNotContain(3);
        isBack.set(true);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 3);
        List<TestSink.Request> received = sink.received();
        assertThat(received.stream()
                        .filter(request -> "replay".equals(request.header("ck-redelivery")))
                        .map(TestSink.Request::number))
                .containsExactly(1);
        assertThat(received.get(received.size() - 1).number()).isEqualTo(3);
        assertThat(received.get(received.size() - 2).number()).isEqualTo(2);
    }

    @Test
    void aReplayOutsideTheNumbersIsRefused() {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitNumbers(sink, 2);
        kotra().body(Map.of("from", 1, "to", 3))
                .post(PATH + "/" + id + "/replay")
                .then()
                .spec(problemAt(SubscriptionProblem.NUMBER_AHEAD, "/to"));
        kotra().body(Map.of("from", 2, "to", 1))
                .post(PATH + "/" + id + "/replay")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/to"));
        kotra().body(Map.of("from", 0))
                .post(PATH + "/" + id + "/replay")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/from"));
        kotra().body(Map.of("from", 1000))
                .post(PATH + "/" + id + "/replay")
                .then()
                .spec(problemAt(SubscriptionProblem.NUMBER_AHEAD, "/from"))
                .body("last", equalTo("2"));
        kotra().body(Map.of("types", List.of("org.ckep.no.such.type.v1")))
                .post(PATH + "/" + id + "/replay")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/types/0"));
        String pull = create(kotra(), pull(subject));
        kotra().body("{}").post(PATH + "/" + pull + "/replay").then().spec(problem(KernelProblem.STATE_FORBIDS));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        kotra().body("{}").post(PATH + "/" + id + "/replay").then().spec(problem(KernelProblem.STATE_FORBIDS));
    }

    @Test
    void aReplayOfASubscriptionThatHasNothingYetHasNothingToSend() {
        String id = create(kotra(), webhook(sink, subject));
        for (String state : List.of("DRY_RUN", "DONE")) {
            kotra().body(Map.of("dryRun", state.equals("DRY_RUN")))
                    .post(PATH + "/" + id + "/replay")
                    .then()
                    .body("state", equalTo(state))
                    .body("count", equalTo(0));
        }
    }

    @Test
    void aReplayLeavesOutWhatTheLogNoLongerHas() {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 4);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 4);
        query(pool, "update delivery set state = 'EXPIRED' where sub = $1 and subseq = 2", UUID.fromString(id));
        query(pool, "update delivery set pos = 0 where sub = $1 and subseq = 3", UUID.fromString(id));
        Map<String, Object> range = Map.of("from", 1, "to", 4);
        kotra().body(Map.of("from", 1, "to", 4, "dryRun", true))
                .post(PATH + "/" + id + "/replay")
                .then()
                .body("count", equalTo(2));
        String replay =
                kotra().body(range).post(PATH + "/" + id + "/replay").jsonPath().getString("replayId");
        awaitReplay(id, replay);
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 1, 4);
    }

    /** And the next event of its subject does not say that it was given up. */
    @Test
    void whatWasGivenUpIsDeliveredOnceItIsTakenByHand() {
        AtomicBoolean refuses = new AtomicBoolean(true);
        sink.onDelivery(request -> Reply.of(request.number() == 1 && refuses.get() ? 422 : 200));
        Map<String, Object> body = webhook(sink, subject);
        body.put("onExhausted", "skip-and-mark");
        String id = create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 1);
        Subscriptions.exhaust(pool, id);
        await(() -> !query(
                        pool,
                        "select 1 from lane where sub = $1 and gaps = '{1}' and lease_until is null",
                        UUID.fromString(id))
                .isEmpty());
        redeliverFirst(id).then().statusCode(200).body("status", equalTo(422));
        kotra().get(PATH + "/" + id + "/deliveries?state=skipped").then().body("data.subseq", equalTo(List.of("1")));

        refuses.set(false);
        redeliverFirst(id).then().statusCode(200).body("outcome", equalTo("delivered"));
        kotra().get(PATH + "/" + id + "/deliveries?state=delivered").then().body("data.subseq", equalTo(List.of("1")));
        assertThat(query(pool, "select 1 from lane where sub = $1", UUID.fromString(id)))
                .isEmpty();
        redeliverFirst(id).then().statusCode(200);
        assertThat(sink.received().stream().map(request -> request.header("ck-redelivery")))
                .endsWith("possible", "possible", "certain");

        publish(sender, Audience.PARTNER, subject, 2, 2);
        awaitNumbers(sink, 2);
        TestSink.Request next = sink.received().get(sink.received().size() - 1);
        assertThat(next.number()).isEqualTo(2);
        assertThat(next.header("ck-gap")).isNull();
        kotra().get(PATH + "/" + id + "/digest").then().body("gaps", equalTo(List.of()));
    }

    private static Response redeliverFirst(String id) {
        return kotra().post(PATH + "/" + id + "/deliveries/1/redeliver");
    }

    /** Both are claimed together; the sound one is still sending when the other one fails. */
    @Test
    void aReplayThatFailsDoesNotStopAnother() {
        String sound = create(kotra(), webhook(sink, subject));
        String broken = create(kotra(), webhook(sink, Events.subject()));
        publish(sender, Audience.PARTNER, subject, 5);
        Subscriptions.awaitDone(Subscriptions::kotra, sound, 5);
        query(
                pool,
                "insert into delivery(sub, subseq, lane, hash, chain, state, done_at) "
                        + "values ($1, 1, '*', 'x', 'x', 'DELIVERED', now())",
                UUID.fromString(broken));
        query(pool, "insert into own_event(sub, subseq, body) values ($1, 1, '??')", UUID.fromString(broken));
        sink.onDelivery(request -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            return Reply.of(204);
        });
        query(
                pool,
                "insert into replay_job(id, sub, from_subseq, to_subseq, types, only_failed, next_subseq, state, "
                        + "created_at, created_by) select case sub when $1 then $1 else $2 end, sub, 1, last, '{}', false, 1, "
                        + "'RUNNING', now(), '' from (values ($1::uuid, 5), ($2::uuid, 1)) as j(sub, last)",
                UUID.fromString(sound),
                UUID.fromString(broken));
        try {
            awaitReplay(sound, sound);
            assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
        } finally {
            // Whatever works for all subscriptions would find the event that is none.
            for (String table : List.of("replay_job", "delivery", "own_event")) {
                query(pool, "delete from " + table + " where sub = $1", UUID.fromString(broken));
            }
            kotra().delete(PATH + "/" + broken).then().statusCode(204);
        }
    }
}

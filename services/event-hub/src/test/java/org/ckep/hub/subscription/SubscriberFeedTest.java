package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Fetching, acknowledging, going back, redelivering. */
@QuarkusTest
class SubscriberFeedTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private static Response fetch(String id, String query) {
        return kotra().get(PATH + "/" + id + "/events" + query);
    }

    private static void awaitLast(String id, int number) {
        await(() -> Integer.parseInt(
                        kotra().get(PATH + "/" + id + "/health").jsonPath().getString("lastSubseq"))
                >= number);
    }

    @Test
    void whoFetchesReadsPagesByNumberAndAcknowledges() {
        String id = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, 5);
        awaitLast(id, 5);

        Response first = fetch(id, "?limit=3");
        first.then()
                .statusCode(200)
                .contentType("application/cloudevents-batch+json")
                .header("CK-Next-Subseq", "3");
        assertThat(first.jsonPath().<Integer>getList("data.n")).containsExactly(1, 2, 3);
        assertThat(fetch(id, "?after=3").jsonPath().<Integer>getList("data.n")).containsExactly(4, 5);
        kotra().body("{\"ack\":4}").post(PATH + "/" + id + "/cursor").then().body("acked", equalTo("4"));
        kotra().body("{\"ack\":2}").post(PATH + "/" + id + "/cursor").then().body("acked", equalTo("4"));
        assertThat(fetch(id, "").jsonPath().<Integer>getList("data.n")).containsExactly(5);
        kotra().get(PATH + "/" + id + "/health")
                .then()
                .body("doneUpto", equalTo("4"))
                .body("open", equalTo(1));
        kotra().get(PATH + "/" + id + "/deliveries?state=acknowledged").then().body("data.size()", equalTo(4));

        kotra().body("{\"subseq\":1}").post(PATH + "/" + id + "/seek").then().body("acked", equalTo("1"));
        assertThat(fetch(id, "").jsonPath().<Integer>getList("data.n")).containsExactly(2, 3, 4, 5);
        kotra().body("{\"earliest\":true}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .body("acked", equalTo("0"));
        kotra().body("{\"time\":\"" + Instant.now() + "\"}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .body("acked", equalTo("5"));
        kotra().body("{\"time\":\"2020-01-01T00:00:00Z\"}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .body("acked", equalTo("0"));
    }

    @Test
    void aLongPollAnswersAtTheFirstEvent() throws Exception {
        String id = create(kotra(), pull(subject));
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> fetch(id, "?wait=30"));
        publish(sender, Audience.PARTNER, subject, 1);
        assertThat(answer.get(15, TimeUnit.SECONDS).jsonPath().<Integer>getList("data.n"))
                .containsExactly(1);
        assertThat(fetch(id, "?after=1&wait=1").asString()).isEqualTo("[]");
    }

    @Test
    void numbersThatWereNotGivenOutAreRefused() {
        String id = create(kotra(), pull(subject));
        fetch(id, "?after=1")
                .then()
                .spec(problem(SubscriptionProblem.NUMBER_AHEAD))
                .body("last", equalTo("0"));
        fetch(id, "?after=-1").then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
        fetch(id, "?after=AQIDBAAAAAAAAAABBQYHCA").then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
        fetch(id, "?limit=0").then().spec(problemAt(KernelProblem.INVALID_VALUE, "limit"));
        fetch(id, "?wait=31").then().spec(problemAt(KernelProblem.INVALID_VALUE, "wait"));
        kotra().body("{\"ack\":1}")
                .post(PATH + "/" + id + "/cursor")
                .then()
                .spec(problemAt(SubscriptionProblem.NUMBER_AHEAD, "/ack"));
        kotra().body("{}")
                .post(PATH + "/" + id + "/cursor")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/ack"));
        kotra().body("{\"subseq\":7}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .spec(problemAt(SubscriptionProblem.NUMBER_AHEAD, "/subseq"));
        kotra().body("{}").post(PATH + "/" + id + "/seek").then().statusCode(400);
        kotra().body("{\"time\":\"-999999999-01-01T00:00:00Z\"}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/time"));
        kotra().body("{\"time\":\"" + Instant.now().plusSeconds(3600) + "\"}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/time"));
        kotra().body("{\"protocol\":\"PULL\",\"start\":\"-999999999-01-01T00:00:00Z\"}")
                .post(PATH)
                .then()
                .statusCode(201);
        kotra().body("{\"subseq\":0,\"earliest\":true}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .statusCode(400);
        kotra().get(PATH + "/" + id + "/deliveries/1/attempts").then().spec(problem(KernelProblem.NOT_FOUND));
        kotra().get(PATH + "/" + id + "/deliveries?state=lost")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "state"));
    }

    @Test
    void aNumberOfAnotherSubscriptionIsNoneHere() {
        String other = create(kotra(), pull(subject));
        String id = create(kotra(), pull(Events.subject()));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitLast(other, 2);
        String number = fetch(other, "").header("CK-Next-Subseq");
        assertThat(number).isEqualTo("2");
        fetch(id, "?after=" + number)
                .then()
                .spec(problem(SubscriptionProblem.NUMBER_AHEAD))
                .body("last", equalTo("0"));
        kotra().body("{\"ack\":" + number + "}")
                .post(PATH + "/" + id + "/cursor")
                .then()
                .spec(problemAt(SubscriptionProblem.NUMBER_AHEAD, "/ack"));
    }

    /** Rule P20: numbers are texts, so that one beyond the integers of others arrives as it is. */
    @Test
    void p20_numbersBeyondTheIntegersOfOthersSurvive() {
        long far = 1L << 53;
        String next = Long.toString(far + 1);
        String id = create(kotra(), webhook(sink, subject));
        query(
                pool,
                "update subscription_cursor set subseq = $2, digest_subseq = $2 where sub = $1",
                UUID.fromString(id),
                far);
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        assertThat(sink.received().get(0).json().get("cksubseq").textValue()).isEqualTo(next);
        fetch(id, "?after=" + far)
                .then()
                .statusCode(200)
                .header("CK-Next-Subseq", next)
                .body("[0].cksubseq", equalTo(next));
        kotra().body("{\"ack\":" + next + "}")
                .post(PATH + "/" + id + "/cursor")
                .then()
                .body("acked", equalTo(next));
        kotra().get(PATH + "/" + id + "/health")
                .then()
                .body("lastSubseq", equalTo(next))
                .body("doneUpto", equalTo(next));
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }

    @Test
    void webhookAndFetchingShareTheNumbers() {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 4);
        awaitNumbers(sink, 4);
        List<String> fetched = new ArrayList<>();
        fetch(id, "?after=0").jsonPath().<String>getList("ckchain").forEach(fetched::add);
        assertThat(sink.received().stream()
                        .map(request -> request.json().path("ckchain").asText()))
                .isEqualTo(fetched);
    }

    @Test
    void goingBackDeliversAgainInOrderAndMarked() {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 4);
        awaitNumbers(sink, 4);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 4);

        kotra().body("{\"subseq\":2}").post(PATH + "/" + id + "/seek").then().statusCode(200);
        await(() -> sink.received().size() == 6);
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 3, 4);
        assertThat(sink.received().subList(4, 6).stream().map(request -> request.header("ck-redelivery")))
                .containsExactly("certain", "certain");
    }

    /** Its endpoint never took it: that it was passed over says nothing about where it is. */
    @Test
    void goingBackMarksWhatWasAcknowledgedAsPossiblyKnown() {
        AtomicBoolean up = new AtomicBoolean();
        sink.onDelivery(request -> Reply.of(up.get() ? 200 : 503));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitLast(id, 2);
        await(() -> !sink.received().isEmpty());
        kotra().body("{\"ack\":2}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        kotra().get(PATH + "/" + id + "/deliveries?state=acknowledged")
                .then()
                .body("data.subseq", equalTo(List.of("1", "2")));
        kotra().get(PATH + "/" + id + "/deliveries?state=delivered").then().body("data.size()", equalTo(0));

        up.set(true);
        int before = sink.received().size();
        kotra().body("{\"subseq\":0}").post(PATH + "/" + id + "/seek").then().statusCode(200);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 2);
        assertThat(sink.received().stream().skip(before).map(request -> request.header("ck-redelivery")))
                .containsExactly("possible", "possible");
        kotra().get(PATH + "/" + id + "/deliveries?state=delivered").then().body("data.size()", equalTo(2));
        kotra().body("{\"subseq\":1}").post(PATH + "/" + id + "/seek").then().statusCode(200);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 2);
        await(() -> sink.received().size() == before + 3);
        assertThat(sink.received().get(before + 2).header("ck-redelivery")).isEqualTo("certain");
    }

    /** What is under way when the receiver goes back belongs to the time before, and whoever sends it stops there. */
    @Test
    void goingBackTakesTheLanesFromThoseWhoWorkOnThem() {
        CountDownLatch goneBack = new CountDownLatch(1);
        sink.onDelivery(request -> {
            if (request.number() == 2 && request.header("ck-redelivery") == null) {
                Subscriptions.hold(goneBack);
            }
            return Reply.of(204);
        });
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 3);
        awaitLast(id, 3);
        await(() -> sink.numbers().contains(2));
        kotra().body("{\"subseq\":0}").post(PATH + "/" + id + "/seek").then().statusCode(200);
        goneBack.countDown();
        Subscriptions.awaitDone(Subscriptions::kotra, id, 3);
        assertThat(sink.numbers()).containsExactly(1, 2, 1, 2, 3);
        // The third was not sent before, and it was announced only where it came before the lane was taken.
        // That the first was taken is known where it came alone and that was written before the receiver went back.
        assertThat(sink.received().get(2).header("ck-redelivery")).isIn("possible", "certain");
        assertThat(sink.received().get(3).header("ck-redelivery")).isEqualTo("possible");
    }

    @Test
    void anAcknowledgementSparesWhatIsKnownFromElsewhere() {
        AtomicBoolean up = new AtomicBoolean();
        sink.onDelivery(request -> Reply.of(up.get() ? 200 : 503));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 5);
        awaitLast(id, 5);
        kotra().body("{\"ack\":3}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        up.set(true);
        await(() -> sink.numbers().contains(5));
        Subscriptions.awaitDone(Subscriptions::kotra, id, 5);
        assertThat(sink.numbers()).doesNotContain(2, 3);
        assertThat(sink.numbers()).endsWith(4, 5);
    }

    @Test
    void aParkedSubjectWaitsForSomebodyAndThenGoesOn() {
        AtomicBoolean up = new AtomicBoolean();
        sink.onDelivery(request -> Reply.of(up.get() ? 200 : 422));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        // Ten tries, two hundredths of their pauses would take hours: the tries are used up by the test.
        Subscriptions.exhaust(pool, id);
        await(() -> kotra().get(PATH + "/" + id + "/health")
                        .jsonPath()
                        .getList("parked")
                        .size()
                == 1);
        kotra().get(PATH + "/" + id + "/deliveries?state=parked")
                .then()
                .body("data.subseq", equalTo(List.of("1", "2")));
        kotra().get(PATH + "/" + id + "/health").then().body("parked[0].subseq", equalTo("1"));

        up.set(true);
        kotra().post(PATH + "/" + id + "/deliveries/1/redeliver")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("queued"));
        Subscriptions.awaitDone(Subscriptions::kotra, id, 2);
        kotra().get(PATH + "/" + id + "/health").then().body("parked.size()", equalTo(0));
        kotra().post(PATH + "/" + id + "/deliveries/2/redeliver")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("delivered"));
        TestSink.Request last = sink.received().get(sink.received().size() - 1);
        assertThat(last.number()).isEqualTo(2);
        assertThat(last.header("ck-redelivery")).isEqualTo("certain");
        kotra().post(PATH + "/" + id + "/deliveries/3/redeliver").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void whatIsGivenUpIsMarkedInTheNextDelivery() {
        sink.onDelivery(request -> Reply.of(request.number() == 1 ? 422 : 200));
        Map<String, Object> body = webhook(sink, subject);
        body.put("onExhausted", "skip-and-mark");
        String id = create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 3);
        Subscriptions.exhaust(pool, id);
        await(() -> sink.numbers().contains(3));
        assertThat(sink.received().stream()
                        .filter(request -> request.number() > 1)
                        .map(request -> request.header("ck-gap")))
                .containsExactly("1", null);
        kotra().get(PATH + "/" + id + "/deliveries?state=skipped").then().body("data.subseq", equalTo(List.of("1")));
        kotra().get(PATH + "/" + id + "/digest")
                .then()
                .body("gaps[0].subseq", equalTo("1"))
                .body("gaps[0].reason", equalTo("skipped"));
    }

    @Test
    void whatWasGivenUpLastIsMarkedInTheNextDeliveryWheneverItComes() {
        sink.onDelivery(request -> Reply.of(request.number() == 1 ? 422 : 200));
        Map<String, Object> body = webhook(sink, subject);
        body.put("onExhausted", "skip-and-mark");
        String id = create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 1);
        Subscriptions.exhaust(pool, id);
        await(() -> query(
                                pool,
                                "select 1 from lane where sub = $1 and gaps = '{1}' and lease_until is null "
                                        + "and next_at = 'infinity'",
                                UUID.fromString(id))
                        .size()
                == 1);
        publish(sender, Audience.PARTNER, subject, 2, 3);
        await(() -> sink.numbers().contains(3));
        assertThat(sink.received().stream()
                        .filter(request -> request.number() > 1)
                        .map(request -> request.header("ck-gap")))
                .containsExactly("1", null);
        await(() -> query(pool, "select 1 from lane where sub = $1", UUID.fromString(id))
                .isEmpty());
    }

    /** A number fits every subscription, so what answers give names the subscription too. */
    @Test
    void theCursorOfAnotherSubscriptionIsRefusedAtItsPlace() {
        String own = create(kotra(), pull(subject));
        String other = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, 3);
        await(() -> kotra().get(PATH + "/" + own + "/events?after=0")
                        .jsonPath()
                        .getList("")
                        .size()
                == 3);
        await(() -> kotra().get(PATH + "/" + other + "/events?after=0")
                        .jsonPath()
                        .getList("")
                        .size()
                == 3);
        String cursor =
                kotra().get(PATH + "/" + own + "/events?after=0&limit=2").header("CK-Next-Cursor");
        assertThat(kotra().get(PATH + "/" + own + "/events?after=" + cursor)
                        .jsonPath()
                        .getList("cksubseq", String.class))
                .containsExactly("3");
        kotra().get(PATH + "/" + other + "/events?after=" + cursor)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "after"))
                .body("errors[0].code", equalTo("another-subscription"));
        kotra().accept("text/event-stream")
                .header("Last-Event-ID", cursor)
                .get(PATH + "/" + other + "/events")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "Last-Event-ID"))
                .body("errors[0].code", equalTo("another-subscription"));
        kotra().get(PATH + "/" + own + "/events?after=" + own + ".two")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
        // Numbers are what deliveries tell, and go on to be taken.
        assertThat(kotra().get(PATH + "/" + other + "/events?after=2")
                        .jsonPath()
                        .getList("cksubseq", String.class))
                .containsExactly("3");
    }
}

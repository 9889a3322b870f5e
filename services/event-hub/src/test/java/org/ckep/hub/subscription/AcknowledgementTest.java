package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.hub.proof.Chain;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is done with an event that is being tried again is done with its pauses and tries, too. */
@QuarkusTest
class AcknowledgementTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    /** The first of two events has failed so often, and rests for so long. */
    private String tried(int times, String rest) {
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        await(() -> query(
                                pool,
                                "update lane set attempt = $2, next_at = now() + interval '" + rest
                                        + "' where sub = $1 and attempt > 0 and lease_until is null returning 1",
                                UUID.fromString(id),
                                times)
                        .size()
                == 1);
        return id;
    }

    private static List<Integer> tries(String id, int number) {
        return kotra().get(PATH + "/" + id + "/deliveries/" + number + "/attempts")
                .jsonPath()
                .getList("data.number");
    }

    @ParameterizedTest
    @CsvSource({"cursor, ack", "seek, subseq"})
    void theNextEventComesAtOnceAndWithAllItsTries(String how, String member) {
        sink.onDelivery(request -> Reply.of(request.number() == 1 ? 422 : 204));
        String id = tried(5, "5 hours");
        kotra().body("{\"" + member + "\":1}")
                .post(PATH + "/" + id + "/" + how)
                .then()
                .statusCode(200);
        await(() -> sink.numbers().contains(2));
        await(() -> tries(id, 2).equals(List.of(1)));
    }

    /** It was not given up: the chain needs nothing of it, and whoever files the digest would look for what is missing. */
    @Test
    void anEventThatWasAcknowledgedIsNoGapInADigestThatEndsWithIt() {
        String id = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, 3);
        await(() -> query(pool, "select 1 from delivery where sub = $1", UUID.fromString(id))
                        .size()
                == 3);
        kotra().body("{\"ack\":2}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        for (String range : List.of("from=1&to=2", "from=2&to=2", "from=1&to=3")) {
            kotra().get(PATH + "/" + id + "/digest?" + range)
                    .then()
                    .statusCode(200)
                    .body("gaps.size()", equalTo(0));
        }
    }

    /** A signed list that leaves a gap out would say that its event was delivered. */
    @Test
    void aDigestThatCannotListAllGapsIsRefusedAndSaysWhereItMayEnd() {
        String id = create(kotra(), pull(subject));
        query(pool, """
                with given as (
                  insert into delivery(sub, subseq, lane, hash, chain, state, done_at, listed)
                  select $1, n, '*', '', decode(lpad(n::text, 64, '0'), 'hex'), 'EXPIRED', now(), true
                  from generate_series(1, 10002) n)
                update subscription_cursor set subseq = 10002 where sub = $1 returning 1""", UUID.fromString(id));
        String digest = PATH + "/" + id + "/digest?";
        kotra().get(digest + "from=1&to=10000").then().statusCode(200).body("gaps.size()", equalTo(10_000));
        kotra().get(digest + "from=1&to=10001")
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("to"))
                .body("errors[0].code", equalTo("too-many-gaps"))
                .body("errors[0].message", containsString("End the range with 10000 or before"));
        kotra().get(digest + "from=2&to=10002")
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("End the range with 10001 or before"));
        kotra().get(digest + "from=2&to=10001")
                .then()
                .statusCode(200)
                .body("gaps.size()", equalTo(10_000))
                .body("lastSubseq", equalTo("10001"))
                .body("chain", equalTo(Chain.text(HexFormat.of().parseHex("0".repeat(59) + "10001"))))
                .body("chainBefore", equalTo(Chain.text(HexFormat.of().parseHex("0".repeat(63) + "1"))));
    }

    /** The answer to an event that is done with by then says nothing about the next one. */
    @Test
    void anEventThatIsAcknowledgedWhileItIsTriedParksNothing() {
        CountDownLatch acknowledged = new CountDownLatch(1);
        AtomicBoolean isLastTry = new AtomicBoolean();
        sink.onDelivery(request -> {
            if (request.number() == 1 && isLastTry.get()) {
                Subscriptions.hold(acknowledged);
            }
            return Reply.of(request.number() == 1 ? 422 : 204);
        });
        String id = tried(9, "1 hour");
        int before = sink.received().size();
        isLastTry.set(true);
        query(pool, "update lane set next_at = now() where sub = $1", UUID.fromString(id));
        await(() -> sink.received().size() > before);
        kotra().body("{\"ack\":1}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        acknowledged.countDown();
        await(() -> sink.numbers().contains(2));
        await(() -> tries(id, 2).equals(List.of(1)));
        assertThat(query(pool, "select 1 from lane where sub = $1 and state = 'PARKED'", UUID.fromString(id)))
                .isEmpty();
    }
}

package org.ckep.hub.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What goes with the log, and what the digests say of it. */
@QuarkusTest
class HousekeepingTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    Housekeeping housekeeping;

    @Inject
    Digests digests;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private void awaitLast(UUID sub, long number) {
        await(() -> query(pool, "select 1 from subscription_cursor where sub = $1 and subseq = $2", sub, number)
                        .size()
                == 1);
    }

    private List<Long> numbers(String table, UUID sub) {
        return query(pool, "select subseq from " + table + " where sub = $1 order by subseq", sub).stream()
                .map(row -> row.getLong("subseq"))
                .toList();
    }

    private void digest() {
        now(digests.addDue(OffsetDateTime.now().plusMinutes(1)));
    }

    /** Numbers 1, 2 and 4 are events, 3 and 5 are digests. */
    private UUID withDigests() {
        UUID sub = UUID.fromString(create(kotra(), pull(subject)));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitLast(sub, 2);
        digest();
        awaitLast(sub, 3);
        publish(sender, Audience.PARTNER, subject, 3, 3);
        awaitLast(sub, 4);
        digest();
        awaitLast(sub, 5);
        return sub;
    }

    private void drop(UUID sub, long upTo) {
        query(pool, "update delivery set pos = 0 where sub = $1 and subseq <= $2 and pos is not null", sub, upTo);
    }

    private void age(UUID sub) {
        query(
                pool,
                "update delivery set done_at = now() - interval '3 days' where sub = $1 and done_at is not null",
                sub);
    }

    @Test
    void aLeaseThatHasEndedIsNotBegunByTheAddressOfAQuestionBefore() {
        try (TestSink sink = new TestSink()) {
            UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
            query(pool, "update subscription set lease_until = now() + interval '10 days' where id = $1", sub);
            sink.onHandshake(request -> TestSink.Reply.of(503));
            kotra().get(PATH + "/" + sub).then().statusCode(200);
            await(() -> sink.handshakes().size() == 2);
            query(pool, "update subscription set lease_until = now() - interval '1 minute' where id = $1", sub);
            now(housekeeping.pause(OffsetDateTime.now()));
            String address = sink.handshakes().get(1).header("webhook-request-callback");
            given().get(address.substring("http://127.0.0.1:8080".length()))
                    .then()
                    .statusCode(404);
            kotra().get(PATH + "/" + sub).then().body("stateReason", equalTo("lease-expired"));
        }
    }

    @Test
    void whatTheHubItselfSaidGoesWithTheEventsAroundIt() {
        UUID sub = withDigests();
        publish(sender, Audience.PARTNER, subject, 4, 4);
        awaitLast(sub, 6);
        kotra().body("{\"ack\":6}").post(PATH + "/" + sub + "/cursor").then().statusCode(200);
        drop(sub, 5);
        age(sub);
        now(housekeeping.clear(OffsetDateTime.now()));

        assertThat(numbers("delivery", sub)).containsExactly(6L);
        assertThat(numbers("own_event", sub)).isEmpty();
        kotra().get(PATH + "/" + sub + "/events?after=3").then().statusCode(410).body("earliest", equalTo("6"));
        kotra().get(PATH + "/" + sub + "/events?after=5").then().statusCode(200).body("size()", equalTo(1));
    }

    /** Its receiver bounds bodies, and its owner files no list with a part of the gaps for an hour. */
    @Test
    void whatIsTooMuchForOneDigestIsListedBySeveralAtOnce() {
        UUID sub = UUID.fromString(create(kotra(), pull(subject)));
        query(pool, """
                with given as (
                  insert into delivery(sub, subseq, pos, lane, hash, chain, state, done_at)
                  select $1, n, 0, '*', sha256(n::text::bytea), sha256(n::text::bytea), 'EXPIRED', now()
                  from generate_series(1, 1200) n)
                update subscription_cursor set subseq = 1200, chain = sha256('1200'::bytea) where sub = $1 returning 1""", sub);
        digest();

        List<JsonObject> digests =
                query(pool, "select body from own_event where sub = $1 order by subseq", sub).stream()
                        .map(row -> new JsonObject(row.getBuffer("body").getDelegate()))
                        .toList();
        assertThat(digests)
                .extracting(event ->
                        event.getJsonObject("data").getJsonArray("gaps").size())
                .containsExactly(500, 500, 200);
        assertThat(digests.stream()
                        .flatMap(event -> event.getJsonObject("data").getJsonArray("gaps").stream())
                        .map(gap -> Integer.parseInt(((JsonObject) gap).getString("subseq"))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1200).boxed().toList());
        assertThat(digests)
                .allSatisfy(event -> assertThat(event.toBuffer().length()).isLessThan(64 * 1024));
        digest();
        assertThat(numbers("own_event", sub)).containsExactly(1201L, 1202L, 1203L);
    }

    /** Nobody took anything: what is dropped expires, is listed, and goes; what stays has no hole. */
    @Test
    void whatNobodyTookIsListedBeforeItGoes() {
        UUID sub = withDigests();
        drop(sub, 4);
        now(housekeeping.clear(OffsetDateTime.now()));
        kotra().get(PATH + "/" + sub + "/deliveries")
                .then()
                .body("data.state", equalTo(List.of("expired", "expired", "expired", "expired", "pending")));

        age(sub);
        now(housekeeping.clear(OffsetDateTime.now()));
        assertThat(numbers("delivery", sub)).containsExactly(1L, 2L, 3L, 4L, 5L);

        digest();
        awaitLast(sub, 6);
        kotra().get(PATH + "/" + sub + "/events?after=5")
                .then()
                .body("data[0].gaps.subseq", equalTo(List.of("1", "2", "3", "4")));
        now(housekeeping.clear(OffsetDateTime.now()));
        assertThat(numbers("delivery", sub)).containsExactly(5L, 6L);
        assertThat(numbers("own_event", sub)).containsExactly(5L, 6L);
    }

    /** What a lane waited at is none any more: what comes next is delivered at once and with all its tries. */
    @Test
    void aParkedLaneGoesOnBehindWhatHasExpiredAndOneThatIsWorkedOnIsLeft() {
        try (TestSink sink = new TestSink()) {
            UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
            kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
            publish(sender, Audience.PARTNER, subject, 2);
            awaitLast(sub, 2);
            drop(sub, 1);
            query(
                    pool,
                    "update lane set state = 'PARKED', attempt = 10, lease_until = now() + interval '1 minute' "
                            + "where sub = $1",
                    sub);
            now(housekeeping.clear(OffsetDateTime.now()));
            assertThat(states(sub)).containsExactly("PENDING", "PENDING");
            query(pool, "update lane set lease_until = null where sub = $1", sub);
            now(housekeeping.clear(OffsetDateTime.now()));
            assertThat(states(sub)).containsExactly("EXPIRED", "PENDING");
            kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
            await(() -> sink.numbers().equals(List.of(2)));
            await(() -> query(pool, "select 1 from lane where sub = $1", sub).isEmpty());
        }
    }

    private List<String> states(UUID sub) {
        return query(pool, "select state from delivery where sub = $1 order by subseq", sub).stream()
                .map(row -> row.getString("state"))
                .toList();
    }

    /** The transaction that gave it up may have begun before the digest and have ended after it. */
    @Test
    void aGapIsListedOnceHoweverOldItsTime() {
        UUID sub = withDigests();
        query(
                pool,
                "update delivery set state = 'SKIPPED', done_at = now() - interval '1 day' where sub = $1 and subseq = 2",
                sub);
        digest();
        awaitLast(sub, 6);
        kotra().get(PATH + "/" + sub + "/events?after=5")
                .then()
                .body("data[0].gaps.subseq", equalTo(List.of("2")))
                .body("data[0].gaps.reason", equalTo(List.of("skipped")));
        digest();
        assertThat(query(pool, "select subseq from subscription_cursor where sub = $1", sub))
                .extracting(row -> row.getLong("subseq"))
                .containsExactly(6L);
    }

    @Test
    void aDigestThatFailsKeepsNoOtherFromItsOwn() {
        UUID broken = UUID.fromString(create(kotra(), pull(subject)));
        UUID sound = UUID.fromString(create(kotra(), pull(subject)));
        publish(sender, Audience.PARTNER, subject, 1);
        awaitLast(broken, 1);
        awaitLast(sound, 1);
        Row first = query(pool, "select hash, chain from delivery where sub = $1", broken)
                .get(0);
        query(
                pool,
                "insert into delivery(sub, subseq, lane, hash, chain) values ($1, 2, '*', $2, $3)",
                broken,
                first.getBuffer("hash").getDelegate(),
                first.getBuffer("chain").getDelegate());
        digest();
        awaitLast(sound, 2);
        kotra().delete(PATH + "/" + broken).then().statusCode(204);
    }

    @Test
    void aSubscriptionThatCannotBeClearedKeepsNoOtherFromIt() {
        List<UUID> both = Stream.of(create(kotra(), pull(subject)), create(kotra(), pull(subject)))
                .sorted()
                .map(UUID::fromString)
                .toList();
        publish(sender, Audience.PARTNER, subject, 2);
        for (UUID sub : both) {
            awaitLast(sub, 2);
            kotra().body("{\"ack\":2}")
                    .post(PATH + "/" + sub + "/cursor")
                    .then()
                    .statusCode(200);
            drop(sub, 2);
            age(sub);
        }
        UUID broken = both.get(0);
        // There is no number after the largest.
        query(pool, "update subscription_cursor set subseq = $2 where sub = $1", broken, Long.MAX_VALUE);
        now(housekeeping.clear(OffsetDateTime.now()));
        assertThat(numbers("delivery", broken)).containsExactly(1L, 2L);
        assertThat(numbers("delivery", both.get(1))).isEmpty();

        query(pool, "update subscription_cursor set subseq = 2 where sub = $1", broken);
        now(housekeeping.clear(OffsetDateTime.now()));
        assertThat(numbers("delivery", broken)).isEmpty();
    }

    private static void ownClockIsAhead(Duration by) {
        QuarkusMock.installMockForType(Clock.offset(Clock.systemUTC(), by), Clock.class);
    }

    /** A lease lasts for a month by the database's clock. */
    @Test
    void aProcessWhoseClockIsWrongEndsNoLease() {
        UUID sub = UUID.fromString(create(kotra(), pull(subject)));
        ownClockIsAhead(Duration.ofDays(40));
        now(housekeeping.run());
        assertThat(query(pool, "select state from subscription where id = $1", sub)
                        .get(0)
                        .getString("state"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void aProcessWhoseClockIsWrongSaysNoDigestBeforeItsTimeAndNoWrongTimeInOne() {
        UUID sub = UUID.fromString(create(kotra(), pull(subject)));
        publish(sender, Audience.PARTNER, subject, 1);
        awaitLast(sub, 1);
        ownClockIsAhead(Duration.ofDays(2));
        now(digests.run());
        assertThat(numbers("delivery", sub)).containsExactly(1L);
        digest();
        awaitLast(sub, 2);
        String said = query(
                        pool,
                        "select convert_from(body, 'UTF8')::json ->> 'time' as time from own_event where sub = $1",
                        sub)
                .get(0)
                .getString("time");
        assertThat(Instant.parse(said)).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    }
}

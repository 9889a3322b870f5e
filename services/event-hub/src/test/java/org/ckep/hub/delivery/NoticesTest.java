package org.ckep.hub.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What owners are told of their subscriptions; schedules do not run in tests, so each test says it when it wants. */
@QuarkusTest
class NoticesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAUSED = "org.ckep.delivery.subscription.paused.v1";
    private static final String MISCONFIGURED = "org.ckep.delivery.subscription.misconfigured.v1";
    private static final String PARKED = "org.ckep.delivery.subscription.parked.v1";
    private static final String INCOMPLETE = "org.ckep.delivery.subscription.incomplete.v1";
    private static final String ENDING = "org.ckep.delivery.lease.ending.v1";

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    Housekeeping housekeeping;

    @Inject
    Notices notices;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private static String about(UUID sub) {
        return "urn:ckep:subscription:" + sub;
    }

    private UUID watched() {
        return UUID.fromString(create(kotra(), webhook(sink, subject)));
    }

    /** A subscription that wants what is told of another one, and nothing else. */
    private static UUID hearer(UUID of) {
        return UUID.fromString(create(kotra(), pull(about(of))));
    }

    private void fail(UUID sub) {
        query(
                pool,
                "update sub_health set failures = 10, first_failure_at = now() - interval '6 days' where sub = $1",
                sub);
        now(housekeeping.pause(OffsetDateTime.now(ZoneOffset.UTC)));
    }

    private void say() {
        now(notices.say(OffsetDateTime.now(ZoneOffset.UTC)));
    }

    /** Again where fan-out held a cursor just then. */
    private void sayAll(UUID of) {
        await(() -> {
            say();
            return unsaid(of) == 0;
        });
    }

    private int unsaid(UUID of) {
        return query(pool, "select 1 from subscription_notice where sub = $1 and said_at is null", of)
                .size();
    }

    private List<Row> noted(UUID of) {
        return query(pool, "select kind, reason from subscription_notice where sub = $1 order by at", of);
    }

    private static List<JsonNode> heard(RequestSpecification caller, UUID by) {
        String answer = caller.get(PATH + "/" + by + "/events").asString();
        List<JsonNode> events = new ArrayList<>();
        json(answer).forEach(events::add);
        return events;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireValid(JsonNode event, String type) {
        assertThat(event.get("type").asText()).isEqualTo(type);
        String schema = event.get("dataschema").asText();
        assertThat(schema).endsWith(type);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(kotra().get(URI.create(schema).getPath()).asString())
                        .validate(event.get("data")))
                .isEmpty();
    }

    @Test
    void aPauseIsToldOnceInTheOtherSubscriptionsThatWantIt() {
        UUID sub = watched();
        UUID hearer = hearer(sub);
        UUID other = hearer(UUID.randomUUID());
        UUID stopped = hearer(sub);
        kotra().post(PATH + "/" + stopped + "/pause").then().statusCode(200);
        fail(sub);
        sayAll(sub);
        say();

        List<JsonNode> heard = heard(kotra(), hearer);
        assertThat(heard).hasSize(1);
        JsonNode event = heard.get(0);
        requireValid(event, PAUSED);
        assertThat(event.get("subject").asText()).isEqualTo(about(sub));
        assertThat(event.get("audience").asText()).isEqualTo("agency-kotra");
        assertThat(event.get("cksubseq").asText()).isEqualTo("1");
        JsonNode data = event.get("data");
        assertThat(data.get("subscription").asText()).isEqualTo(sub.toString());
        assertThat(OffsetDateTime.parse(data.get("since").asText()))
                .isAfter(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5));
        assertThat(data.get("advice").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("en", "ko", "zh-Hans");
        kotra().get(PATH + "/" + sub)
                .then()
                .body("state", equalTo("PAUSED"))
                .body("stateReason", equalTo(data.get("reason").asText()));
        assertThat(heard(kotra(), other)).isEmpty();
        assertThat(query(pool, "select 1 from delivery where sub = any($1)", (Object) new UUID[] {sub, stopped}))
                .isEmpty();

        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        fail(sub);
        sayAll(sub);
        assertThat(heard(kotra(), hearer)).hasSize(2);
    }

    /** Whatever they subscribe to, though they name it exactly: neither another agency nor a government hears of it. */
    @Test
    void nobodyElseHearsOfIt() {
        UUID sub = watched();
        UUID hearer = hearer(sub);
        List<UUID> others = Stream.of(cn(), kr(), kita())
                .map(caller -> UUID.fromString(create(caller, pull(about(sub)))))
                .toList();
        fail(sub);
        sayAll(sub);
        assertThat(heard(kotra(), hearer)).hasSize(1);
        assertThat(query(pool, "select 1 from delivery where sub = any($1)", (Object) others.toArray(UUID[]::new)))
                .isEmpty();
        given().get("/events/v1/feed?after=earliest&subject=" + about(sub))
                .then()
                .statusCode(200)
                .body("size()", equalTo(0));
    }

    /** As after a crash in the middle: one has it, one does not; both have it once in the end. */
    @Test
    void whatCouldNotBeSaidIsSaidLaterAndNothingTwice() {
        UUID sub = watched();
        List<UUID> both = List.of(hearer(sub), hearer(sub));
        UUID broken = both.get(0);
        query(
                pool,
                "insert into delivery(sub, subseq, lane, hash, chain, state, done_at) "
                        + "values ($1, 1, '*', '', '', 'DELIVERED', now())",
                broken);
        fail(sub);
        assertThat(unsaid(sub)).isEqualTo(1);
        await(() -> {
            say();
            return heard(kotra(), both.get(1)).size() == 1;
        });
        assertThat(unsaid(sub)).isEqualTo(1);
        query(pool, "delete from delivery where sub = $1", broken);
        sayAll(sub);
        say();
        both.forEach(hearer -> assertThat(heard(kotra(), hearer)).hasSize(1));
        assertThat(heard(kotra(), both.get(0)).get(0).get("id"))
                .isEqualTo(heard(kotra(), both.get(1)).get(0).get("id"));
    }

    /** What can never be said keeps nothing else waiting for ever. */
    @Test
    void whatCannotBeSaidForADayIsLeft() {
        UUID sub = watched();
        UUID broken = hearer(sub);
        query(
                pool,
                "insert into delivery(sub, subseq, lane, hash, chain, state, done_at) "
                        + "values ($1, 1, '*', '', '', 'DELIVERED', now())",
                broken);
        fail(sub);
        say();
        assertThat(unsaid(sub)).isEqualTo(1);
        QuarkusMock.installMockForType(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)), Clock.class);
        now(notices.run());
        assertThat(unsaid(sub)).isEqualTo(1);
        now(notices.say(OffsetDateTime.now(ZoneOffset.UTC).plusDays(2)));
        assertThat(unsaid(sub)).isZero();
        query(pool, "delete from delivery where sub = $1", broken);
    }

    @Test
    void anEndpointThatIsGoneIsToldToAnotherEndpoint() {
        sink.onDelivery(request -> Reply.of(410));
        UUID sub = watched();
        try (TestSink elsewhere = new TestSink()) {
            create(kotra(), webhook(elsewhere, about(sub)));
            publish(sender, Audience.PARTNER, subject, 1);
            await(() -> unsaid(sub) == 1);
            sayAll(sub);
            await(() -> elsewhere.all().stream()
                    .anyMatch(request -> request.method().equals("POST")
                            && request.type().equals(PAUSED)
                            && request.json().at("/data/reason").asText().equals("gone")));
        }
    }

    /** Three subjects and several tries meet it; the owner is told once, and once of another cause. */
    @Test
    void anEndpointThatIsNotSetUpIsToldOnceForEachCause() {
        sink.onDelivery(request -> Reply.of(404));
        List<String> subjects = List.of(subject, Events.subject(), Events.subject());
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subjects.toArray(String[]::new))));
        UUID hearer = hearer(sub);
        subjects.forEach(each -> publish(sender, Audience.PARTNER, each, 1));
        await(() -> failures(sub) >= 3);
        sayAll(sub);
        List<JsonNode> heard = heard(kotra(), hearer);
        assertThat(heard).hasSize(1);
        requireValid(heard.get(0), MISCONFIGURED);
        assertThat(heard.get(0).at("/data/reason").asText()).isEqualTo("misconfigured");

        sink.onDelivery(request -> Reply.of(302));
        tryNow(sub);
        await(() -> noted(sub).size() == 2);
        assertThat(noted(sub)).extracting(row -> row.getString("reason")).containsExactly("misconfigured", "redirect");
        sink.onDelivery(request -> Reply.of(204));
        await(() -> {
            tryNow(sub);
            return query(pool, "select 1 from delivery where sub = $1 and state = 'DELIVERED'", sub)
                            .size()
                    == 3;
        });

        // What it was told a moment ago it is not told again, although it took something meanwhile.
        sink.onDelivery(request -> Reply.of(404));
        publish(sender, Audience.PARTNER, subject, 2, 2);
        await(() -> failures(sub) > 0);
        assertThat(noted(sub)).hasSize(2);
        query(pool, "update subscription_notice set at = now() - interval '2 days' where sub = $1", sub);
        int failed = failures(sub);
        await(() -> {
            tryNow(sub);
            return failures(sub) > failed;
        });
        await(() -> noted(sub).size() == 3);
    }

    /** What he was told of the endpoint before says nothing of this one, which has taken nothing yet either. */
    @Test
    void anotherEndpointThatIsNotSetUpIsToldAsWell() {
        sink.onDelivery(request -> Reply.of(404));
        UUID sub = watched();
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> noted(sub).size() == 1);
        try (TestSink other = new TestSink()) {
            other.onDelivery(request -> Reply.of(404));
            move(sub, other).then().statusCode(200).body("state", equalTo("ACTIVE"));
            await(() -> {
                tryNow(sub);
                return noted(sub).size() == 2;
            });
            assertThat(noted(sub)).extracting(row -> row.getString("reason")).containsOnly("misconfigured");

            int failed = failures(sub);
            await(() -> {
                tryNow(sub);
                return failures(sub) > failed;
            });
            assertThat(noted(sub)).hasSize(2);
        }
    }

    @Test
    void whatTheFormerEndpointAnswersLaterIsNotToldOfTheNewOne() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        sink.onDelivery(request -> {
            asked.countDown();
            reached(mayAnswer);
            return Reply.of(404);
        });
        UUID sub = watched();
        publish(sender, Audience.PARTNER, subject, 1);
        reached(asked);
        try (TestSink other = new TestSink()) {
            move(sub, other).then().statusCode(200);
            mayAnswer.countDown();
            await(() -> {
                tryNow(sub);
                return holds(pool, "last_success_at is not null", "sub_health where sub = $1", sub);
            });
            assertThat(other.numbers()).isNotEmpty();
            assertThat(noted(sub)).isEmpty();
        }
    }

    private static void reached(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Response move(UUID sub, TestSink to) {
        return kotra().contentType("application/merge-patch+json")
                .header("If-Match", kotra().get(PATH + "/" + sub).header("ETag"))
                .body(Map.of("sink", to.url()))
                .patch(PATH + "/" + sub);
    }

    @Test
    void anAddressThatMustNotBeAskedIsToldToItsOwner() {
        UUID sub = watched();
        query(pool, "update subscription set sink = 'https://10.1.2.3/hook', version = version + 1 where id = $1", sub);
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> noted(sub).size() == 1);
        assertThat(noted(sub)).extracting(row -> row.getString("reason")).containsExactly("blocked");
    }

    @Test
    void aTokenThatHasEndedIsToldToItsOwner() {
        UUID sub = watched();
        UUID hearer = hearer(sub);
        kotra().body(Map.of("accessToken", "t0k3n"))
                .put(PATH + "/" + sub + "/authorization")
                .then()
                .statusCode(204);
        query(pool, "update subscription_authorization set ends_at = now() where sub = $1", sub);
        query(pool, "update subscription set version = version + 1 where id = $1", sub);
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> noted(sub).size() == 1);
        sayAll(sub);
        List<JsonNode> heard = heard(kotra(), hearer);
        assertThat(heard).hasSize(1);
        requireValid(heard.get(0), MISCONFIGURED);
        assertThat(heard.get(0).at("/data/reason").asText()).isEqualTo("credentials-expired");
        assertThat(heard.get(0).at("/data/advice/en/text").asText())
                .startsWith("The access token for the endpoint has ended");
        assertThat(heard.get(0).toString()).doesNotContain("t0k3n");
    }

    @Test
    void whatASubjectOrTheLoadOfTheEndpointIsAbleToCauseIsNotTold() {
        sink.onDelivery(request -> Reply.of(request.json().at("/data/n").asInt() == 1 ? 422 : 503));
        UUID sub = watched();
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> failures(sub) > 0);
        assertThat(noted(sub)).isEmpty();
    }

    private int failures(UUID sub) {
        return query(pool, "select failures from sub_health where sub = $1", sub)
                .get(0)
                .getInteger("failures");
    }

    /** Pauses would take minutes. */
    private void tryNow(UUID sub) {
        query(pool, "update sub_health set open_until = now() where sub = $1 and open_n > 0", sub);
        query(pool, "update lane set next_at = now() where sub = $1 and lease_until is null", sub);
    }

    @Test
    void whatItsOwnerPausesHeIsNotTold() {
        UUID sub = watched();
        kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
        assertThat(noted(sub)).isEmpty();
        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        sink.onHandshake(request -> Reply.of(200));
        kotra().post(PATH + "/" + sub + "/verify").then().statusCode(200).body("state", equalTo("PAUSED"));
        assertThat(noted(sub))
                .extracting(row -> row.getString("reason"))
                .containsExactly("consent-missing: the answer (200) has no WebHook-Allowed-Origin");
    }

    /** However many they are: the digest lists them. */
    @Test
    void whatHasExpiredIsToldOnceADay() {
        UUID sub = UUID.fromString(create(kotra(), pull(subject)));
        UUID hearer = hearer(sub);
        expire(sub, 1, 2);
        sayAll(sub);
        List<JsonNode> heard = heard(kotra(), hearer);
        assertThat(heard).hasSize(1);
        requireValid(heard.get(0), INCOMPLETE);
        assertThat(heard.get(0).at("/data/reason").asText()).isEqualTo("expired");
        assertThat(heard.get(0).at("/data/advice/en/text").asText()).startsWith("Events that waited for longer");

        expire(sub, 3, 3);
        assertThat(noted(sub)).hasSize(1);
        query(pool, "update subscription_notice set at = at - interval '1 day' where sub = $1", sub);
        expire(sub, 4, 4);
        assertThat(noted(sub)).hasSize(2);
    }

    private void expire(UUID sub, int first, int last) {
        publish(sender, Audience.PARTNER, subject, first, last);
        await(() -> query(pool, "select 1 from delivery where sub = $1", sub).size() == last);
        query(pool, "update delivery set pos = 0 where sub = $1", sub);
        now(housekeeping.clear(OffsetDateTime.now(ZoneOffset.UTC)));
        assertThat(query(pool, "select 1 from delivery where sub = $1 and state = 'EXPIRED'", sub))
                .hasSize(last);
    }

    @Test
    void subjectsThatWaitAreToldOnceUntilNoneWaits() {
        sink.onDelivery(request -> Reply.of(422));
        List<String> subjects = List.of(subject, Events.subject(), Events.subject());
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subjects.toArray(String[]::new))));
        UUID hearer = hearer(sub);
        subjects.forEach(each -> publish(sender, Audience.PARTNER, each, 1));
        park(sub, 3);
        sayAll(sub);
        List<JsonNode> heard = heard(kotra(), hearer);
        assertThat(heard).hasSize(1);
        requireValid(heard.get(0), PARKED);
        assertThat(noted(sub)).extracting(row -> row.getString("kind")).containsExactly("parked");

        kotra().post(PATH + "/" + sub + "/deliveries/1/redeliver").then().statusCode(200);
        park(sub, 3);
        assertThat(noted(sub)).hasSize(1);
        kotra().body("{\"ack\":3}").post(PATH + "/" + sub + "/cursor").then().statusCode(200);
        publish(sender, Audience.PARTNER, subject, 2, 2);
        park(sub, 1);
        assertThat(noted(sub)).hasSize(2);
    }

    /** Ten tries would take hours: the test uses them up. */
    private void park(UUID sub, int amount) {
        await(() -> {
            query(
                    pool,
                    "update lane set attempt = 9, next_at = now() where sub = $1 and state = 'READY' "
                            + "and attempt > 0 and lease_until is null",
                    sub);
            return query(pool, "select 1 from lane where sub = $1 and state = 'PARKED'", sub)
                            .size()
                    == amount;
        });
    }

    @Test
    void theEndOfALeaseIsToldSevenDaysAndOneDayBefore() {
        UUID sub = watched();
        UUID hearer = hearer(sub);
        // Long after the leases of all others.
        OffsetDateTime end = OffsetDateTime.now(ZoneOffset.UTC).plusDays(400).truncatedTo(ChronoUnit.SECONDS);
        query(pool, "update subscription set lease_until = $2 where id = $1", sub, end);
        for (Duration before : List.of(
                Duration.ofDays(7).plusHours(1),
                Duration.ofDays(7).minusHours(1),
                Duration.ofDays(5),
                Duration.ofHours(23),
                Duration.ofHours(2))) {
            now(notices.foresee(end.minus(before)));
            sayAll(sub);
        }
        List<JsonNode> heard = heard(kotra(), hearer);
        assertThat(heard)
                .extracting(event -> event.at("/data/reason").asText())
                .containsExactly("ends-in-7-days", "ends-in-1-day");
        heard.forEach(event -> {
            requireValid(event, ENDING);
            assertThat(OffsetDateTime.parse(event.at("/data/endsAt").asText())).isEqualTo(end);
            assertThat(OffsetDateTime.parse(event.at("/data/since").asText())).isEqualTo(end.minusDays(30));
        });
    }

    @Test
    void aLeaseThatWasRenewedMeanwhileIsNotToldAndNoEndedSubscriptionIs() {
        UUID renewed = watched();
        UUID ended = watched();
        List<UUID> hearers = List.of(hearer(renewed), hearer(ended));
        for (UUID sub : List.of(renewed, ended)) {
            query(pool, "update subscription set lease_until = now() + interval '6 days' where id = $1", sub);
        }
        now(notices.foresee(OffsetDateTime.now(ZoneOffset.UTC)));
        kotra().get(PATH + "/" + renewed).then().statusCode(200);
        await(() -> holds(pool, "lease_until > now() + interval '29 days'", "subscription where id = $1", renewed));
        kotra().delete(PATH + "/" + ended).then().statusCode(204);
        // Whoever says one of them says both.
        assertThat(unsaid(renewed)).isEqualTo(1);
        assertThat(unsaid(ended)).isEqualTo(1);
        sayAll(renewed);
        sayAll(ended);
        hearers.forEach(hearer -> assertThat(heard(kotra(), hearer)).isEmpty());
    }

    @Test
    void onesOwnSubscriptionCanAskForNoticesAlone() {
        UUID sub = watched();
        Map<String, Object> body = pull(about(sub));
        body.put("types", List.of(PARKED, ENDING));
        UUID hearer = UUID.fromString(create(kotra(), body));
        fail(sub);
        sayAll(sub);
        assertThat(heard(kotra(), hearer)).isEmpty();
        query(pool, "insert into subscription_notice(sub, kind, reason) values ($1, 'parked', 'tries-used-up')", sub);
        sayAll(sub);
        assertThat(heard(kotra(), hearer)).hasSize(1);
    }
}

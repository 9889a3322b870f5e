package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.hold;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.border.SignedUndertakings;
import org.ckep.hub.border.Undertakings;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * While nobody knows what agencies have undertaken, nothing that may be forbidden reaches one, and nothing that may be
 * allowed is lost to it; nobody else waits.
 */
@QuarkusTest
@TestProfile(SignedUndertakings.class)
class UnknownUndertakingsTest {
    private static final String SIGNED = "{\"kotra\":[\"PIPL\"]}";

    @Inject
    Undertakings undertakings;

    @Inject
    LogAppender appender;

    @Inject
    EmbargoRelease embargo;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    private final String subject = Events.subject();
    private final String other = Events.subject();

    @BeforeEach
    void hasSigned() {
        SignedUndertakings.become(undertakings, SIGNED);
    }

    private CloudEvent plain(int number) {
        return Events.event(Audience.PARTNER, subject, number);
    }

    private CloudEvent regulated(int number) {
        return plain(number).withExtension("dataregulation", "PIPL");
    }

    private LogAppender.Outcome append(CloudEvent... events) {
        return now(appender.append(
                Stream.of(events)
                        .map(event -> new Arrival(
                                new ConsumerRecord<>("t", 0, 0, null, event.data()),
                                LogEvent.of(event, event.audience(), null),
                                null))
                        .toList(),
                List.of()));
    }

    private static List<Integer> fetched(RequestSpecification caller, String id) {
        return caller.get(PATH + "/" + id + "/events?after=0").jsonPath().getList("data.n", Integer.class);
    }

    private List<String> held() {
        return query(pool, "select id from event_hold where partitionkey = $1 order by arrived", subject).stream()
                .map(row -> row.getString("id"))
                .toList();
    }

    private void due() {
        query(pool, "update event_hold set release_at = now() - interval '1 second' where partitionkey = $1", subject);
    }

    private long nextPosition(String id) {
        return query(pool, "select next_pos from subscription_cursor where sub = $1", UUID.fromString(id))
                .get(0)
                .getLong("next_pos");
    }

    @Test
    void whatAsksForUndertakingsWaitsWithWhatIsBehindItUntilTheyAreKnown() {
        String kotras = create(kotra(), pull(subject, other));
        String cns = create(cn(), pull(other));
        SignedUndertakings.becomeUnknown(SIGNED);
        CloudEvent first = regulated(1);
        CloudEvent behind = plain(2);
        CloudEvent free = Events.event(Audience.PARTNER, other, 3);
        assertThat(append(first, behind, free, Events.event(Audience.SIDE_CN, other, 4)))
                .extracting(LogAppender.Outcome::appended, LogAppender.Outcome::held, LogAppender.Outcome::blocked)
                .containsExactly(2, 2, 0);
        await(() -> fetched(cn(), cns).equals(List.of(4)));
        assertThat(held()).containsExactly(first.id(), behind.id());
        due();
        now(embargo.release());
        assertThat(held()).containsExactly(first.id(), behind.id());
        assertThat(holds(pool, "min(release_at) > now()", "event_hold where partitionkey = $1", subject))
                .isTrue();
        // What comes meanwhile does not overtake them.
        CloudEvent last = plain(5);
        assertThat(append(last).held()).isEqualTo(1);
        kotra().get("/events/v1/feed").then().spec(problem(KernelProblem.UNAVAILABLE));
        kotra().get(PATH + "/" + kotras + "/events").then().spec(problem(KernelProblem.UNAVAILABLE));
        kotra().body(Map.of("protocol", "PULL")).post(PATH).then().spec(problem(KernelProblem.UNAVAILABLE));

        SignedUndertakings.become(undertakings, SIGNED);
        due();
        now(embargo.release());
        assertThat(held()).isEmpty();
        await(() -> fetched(kotra(), kotras).equals(List.of(3, 1, 2, 5)));
    }

    @Test
    void whatHasEndedMeanwhileIsLeftOutThen() {
        String kotras = create(kotra(), pull(subject));
        SignedUndertakings.becomeUnknown(SIGNED);
        CloudEvent first = regulated(1);
        assertThat(append(first, plain(2)).held()).isEqualTo(2);
        SignedUndertakings.become(undertakings, "{\"kotra\":[]}");
        due();
        now(embargo.release());
        await(() -> fetched(kotra(), kotras).equals(List.of(2)));
        assertThat(query(pool, "select audience from border_audit where id = $1", first.id()))
                .extracting(row -> row.getString("audience"))
                .contains("agency-kotra");
        assertThat(query(pool, "select 1 from event_log where audience = 'agency-kotra' and id = $1", first.id()))
                .isEmpty();
    }

    /** What it has sent is sent, what it has not tried costs no try, and it ends when they are known. */
    @Test
    void aReplayWaitsWhereItIsAndGoesOn() throws InterruptedException {
        try (TestSink sink = new TestSink()) {
            String id = create(kotra(), webhook(sink, subject));
            for (int i = 1; i <= 4; i++) {
                append(plain(i));
            }
            awaitNumbers(sink, 4);
            await(() -> holds(
                    pool, "count(*) = 4", "delivery where sub = $1 and state = 'DELIVERED'", UUID.fromString(id)));
            CountDownLatch isThird = new CountDownLatch(1);
            CountDownLatch mayAnswer = new CountDownLatch(1);
            AtomicInteger again = new AtomicInteger();
            sink.onDelivery(request -> {
                if (again.incrementAndGet() == 3) {
                    isThird.countDown();
                    hold(mayAnswer);
                }
                return TestSink.Reply.of(204);
            });
            UUID replay = UUID.fromString(kotra().body("{\"from\":1,\"to\":4}")
                    .post(PATH + "/" + id + "/replay")
                    .jsonPath()
                    .getString("replayId"));
            assertThat(isThird.await(30, TimeUnit.SECONDS)).isTrue();
            SignedUndertakings.becomeUnknown(SIGNED);
            mayAnswer.countDown();
            await(() -> holds(
                    pool,
                    "next_subseq = 4 and sent = 3 and attempt = 0 and state = 'RUNNING' and lease_until is null",
                    "replay_job where id = $1",
                    replay));
            SignedUndertakings.become(undertakings, SIGNED);
            await(() -> holds(pool, "state = 'DONE' and sent = 4", "replay_job where id = $1", replay));
            assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
        }
    }

    @Test
    void aTopicWaitsWithoutHavingFailedAndGoesOn() {
        String id = create(kotra(), kafka(subject));
        UUID sub = UUID.fromString(id);
        append(plain(1));
        await(() -> holds(pool, "count(*) = 1", "delivery where sub = $1 and state = 'DELIVERED'", sub));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        append(plain(2));
        await(() -> holds(pool, "count(*) = 1", "delivery where sub = $1 and done_at is null", sub));
        SignedUndertakings.becomeUnknown(SIGNED);
        query(pool, "update subscription set state = 'ACTIVE', state_reason = null where id = $1", sub);
        query(pool, "update egress set next_at = now(), lease_until = null where sub = $1", sub);
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> holds(pool, "attempt = 0 and error is null", "egress where sub = $1", sub));
        assertThat(holds(pool, "count(*) = 1", "delivery where sub = $1 and done_at is null", sub))
                .isTrue();
        SignedUndertakings.become(undertakings, SIGNED);
        await(() -> holds(pool, "count(*) = 2", "delivery where sub = $1 and state = 'DELIVERED'", sub));
        assertThat(holds(pool, "attempt = 0 and error is null", "egress where sub = $1", sub))
                .isTrue();
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }

    /** It is entitled again, which nobody can read yet. */
    @Test
    void aSubscriptionTakesNothingOverAndPassesNothingOver() {
        String kotras = create(kotra(), pull(subject));
        String cns = create(cn(), pull(other));
        long before = nextPosition(kotras);
        SignedUndertakings.becomeUnknown("{}");
        append(plain(1));
        append(Events.event(Audience.SIDE_CN, other, 2));
        await(() -> fetched(cn(), cns).equals(List.of(2)));
        assertThat(nextPosition(kotras)).isEqualTo(before);
        SignedUndertakings.become(undertakings, SIGNED);
        await(() -> fetched(kotra(), kotras).equals(List.of(1)));
    }
}

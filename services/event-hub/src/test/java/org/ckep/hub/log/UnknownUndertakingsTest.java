package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.testing.Problems.problem;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ckep.hub.Events;
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

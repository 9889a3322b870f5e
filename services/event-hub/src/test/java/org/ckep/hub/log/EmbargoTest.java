package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.pull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.Test;

/** Events that come before their time. */
@QuarkusTest
class EmbargoTest {
    private static final String FEED = "/events/v1/feed";

    @Inject
    LogAppender appender;

    @Inject
    EmbargoRelease embargo;

    @Inject
    MeterRegistry metrics;

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    private final String subject = Events.subject();
    private final String other = Events.subject();

    private CloudEvent event(int number) {
        return Events.event(Audience.PARTNER, subject, number);
    }

    private static CloudEvent inAnHour(CloudEvent event) {
        return event.withExtension(
                CloudEvent.EMBARGO, Instant.now().plus(1, ChronoUnit.HOURS).toString());
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

    /** What an event of this test comes to, with its number in the subscription. */
    private static List<String> fetched(String id) {
        JsonPath json = kotra().get(PATH + "/" + id + "/events?after=0").jsonPath();
        List<Integer> events = json.getList("data.n", Integer.class);
        List<String> numbers = json.getList("cksubseq", String.class);
        return IntStream.range(0, events.size())
                .mapToObj(i -> numbers.get(i) + ":" + events.get(i))
                .toList();
    }

    private List<String> held() {
        return query(pool, "select id from event_hold where partitionkey = $1 order by arrived", subject).stream()
                .map(row -> row.getString("id"))
                .toList();
    }

    private void due(String when) {
        query(
                pool,
                "update event_hold set release_at = now() + interval '" + when + "' where partitionkey = $1",
                subject);
    }

    @Test
    void whatIsUnderEmbargoAppearsAtItsTimeAndNowhereBefore() {
        String id = create(kotra(), pull(subject, other));
        CloudEvent early = inAnHour(event(1));
        CloudEvent behind = event(2);
        CloudEvent free = Events.event(Audience.PARTNER, other, 3);
        double before = metrics.get("hub.hold").counter().count();
        assertThat(append(early, behind, free))
                .extracting(LogAppender.Outcome::appended, LogAppender.Outcome::held)
                .containsExactly(1, 2);
        assertThat(metrics.get("hub.hold").counter().count()).isEqualTo(before + 2);
        await(() -> fetched(id).equals(List.of("1:3")));
        String head = kotra().get(FEED + "?after=latest").header("CK-Head-Cursor");

        // Once more, and what comes later about the same subject.
        CloudEvent later = event(4);
        assertThat(append(early, later).held()).isEqualTo(2);
        assertThat(held()).containsExactly(early.id(), behind.id(), later.id());
        due("1 hour");
        now(embargo.release());
        assertThat(held()).hasSize(3);
        assertThat(metrics.get("hub.hold.size").gauge().value()).isGreaterThanOrEqualTo(3);
        assertThat(kotra().get(FEED + "?limit=1000&subject=" + subject).asString())
                .isEqualTo("[]");
        assertThat(kotra().get(FEED + "?after=latest").header("CK-Head-Cursor")).isEqualTo(head);
        assertThat(query(pool, "select 1 from event_log where subject = $1", subject))
                .isEmpty();

        due("-1 millisecond");
        // Its time has come and it is not in the log yet: nothing overtakes it.
        CloudEvent last = event(5);
        assertThat(append(last).held()).isEqualTo(1);
        now(Uni.join().all(embargo.release(), embargo.release()).andFailFast());
        assertThat(held()).isEmpty();
        await(() -> fetched(id).equals(List.of("1:3", "2:1", "3:2", "4:4", "5:5")));
        List<String> sequences = query(
                        pool,
                        "select seq from event_log where audience = 'partner' and subject in ($1, $2) order by pos",
                        subject,
                        other)
                .stream()
                .map(row -> row.getString("seq"))
                .toList();
        long first = Long.parseLong(sequences.get(0));
        assertThat(sequences.stream().map(Long::parseLong))
                .containsExactly(first, first + 1, first + 2, first + 3, first + 4);
        assertThat(append(behind).duplicates()).isEqualTo(1);
    }

    @Test
    void anEmbargoThatHasPassedHoldsNothing() {
        CloudEvent published = event(1).withExtension(CloudEvent.EMBARGO, "2026-01-01T00:00:00Z");
        assertThat(append(published))
                .extracting(LogAppender.Outcome::appended, LogAppender.Outcome::held)
                .containsExactly(1, 0);
    }

    /** The longer embargo holds for what is behind it. */
    @Test
    void nothingIsReleasedBeforeWhatItIsBehind() {
        CloudEvent first = inAnHour(event(1));
        CloudEvent second = event(2).withExtension(
                        CloudEvent.EMBARGO,
                        Instant.now().plus(1, ChronoUnit.MINUTES).toString());
        append(first, second);
        assertThat(query(pool, "select distinct release_at from event_hold where partitionkey = $1", subject))
                .hasSize(1);
        query(pool, "delete from event_hold where partitionkey = $1", subject);
    }
}

package org.ckep.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    EventTopics topics;

    @Inject
    NoteConsumer consumer;

    @Inject
    Pool pool;

    @Inject
    MeterRegistry registry;

    @Inject
    InboxPurge purge;

    private final String id = UUID.randomUUID().toString();

    @Test
    void aRepeatedEventHasOneEffect() {
        double duplicates = consumed("duplicate");
        send(Audience.SIDE_KR, "changed", id);
        send(Audience.SIDE_KR, "changed", id);
        send(Audience.SIDE_KR, "changed", id);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumed("duplicate")).isEqualTo(duplicates + 2));
        RowSet<Row> effects = effects(id);
        assertThat(effects.size()).isEqualTo(1);
        assertThat(effects.iterator().next().getString("audience")).isEqualTo("side-kr");
    }

    @Test
    void aFailedAttemptLeavesNothingAndIsRepeated() {
        send(Audience.PUBLIC, "fails_twice", id);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(effects(id).size()).isEqualTo(1));
        assertThat(consumer.attempts(id)).isEqualTo(3);
    }

    @Test
    void anEventThatCannotBeAppliedGoesToQuarantineAndHoldsNobodyUp() {
        send(Audience.PUBLIC, "fails_always", id);
        String next = UUID.randomUUID().toString();
        send(Audience.PUBLIC, "changed", next);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(effects(next).size()).isEqualTo(1));
        assertThat(consumer.attempts(id)).isEqualTo(5);
        assertThat(effects(id).size()).isZero();
        Row row = quarantined(id);
        assertThat(row.getString("error")).isEqualTo("cannot be applied");
        assertThat(row.getString("topic")).isEqualTo(topics.topic(Audience.PUBLIC));
        assertThat(row.getJsonObject("headers").getString("ce_type"))
                .isEqualTo("org.ckep.consumed.note.fails_always.v1");
        assertThat(row.getBuffer("value").toString()).isEqualTo("{\"text\":\"中한\"}");
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForWithoutCounting() {
        send(Audience.PUBLIC, "database_away", id);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(effects(id).size()).isEqualTo(1));
        assertThat(consumer.attempts(id)).isEqualTo(9);
    }

    @Test
    void recordsThatAreNoEventsGoToQuarantineAtOnce() {
        Map<String, String> headers = headers(Audience.PUBLIC, "changed", id);
        headers.put("ce_specversion", "0.3");
        Topics.write(topics.topic(Audience.PUBLIC), "k", headers, "x".getBytes(UTF_8));
        String foreign = UUID.randomUUID().toString();
        Topics.write(topics.topic(Audience.SIDE_CN), "k", headers(Audience.SIDE_KR, "changed", foreign), new byte[0]);
        Topics.write(topics.topic(Audience.PUBLIC), "k", Map.of("note", "no event", "nul", "a\u0000b"), null);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(quarantined(id).getString("error"))
                .isEqualTo("specversion is not 1.0"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(quarantined(foreign).getString("error"))
                        .isEqualTo("audience side-kr on the topic of side-cn"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pool.query(
                                "select 1 from inbox_quarantine where headers->>'note' = 'no event' and value is null")
                        .execute()
                        .await()
                        .atMost(PATIENCE)
                        .size())
                .isEqualTo(1));
        assertThat(effects(id).size()).isZero();
        assertThat(effects(foreign).size()).isZero();
    }

    @Test
    void unwantedEventsAreNotRemembered() {
        double skipped = consumed("skipped");
        Map<String, String> headers = headers(Audience.PUBLIC, "changed", id);
        headers.put("ce_type", "org.ckep.other.note.changed.v1");
        Topics.write(topics.topic(Audience.PUBLIC), "k", headers, "{}".getBytes(UTF_8));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumed("skipped")).isGreaterThanOrEqualTo(skipped + 1));
        assertThat(remembered(id)).isZero();
    }

    @Test
    void oldMemoriesArePurgedAndYoungOnesKept() {
        String old = UUID.randomUUID().toString();
        pool.preparedQuery(
                        "insert into inbox_event(consumer, source, id, seen_at) values "
                                + "('notes', '/s', $1, now() - interval '8 days'), ('notes', '/s', $2, now() - interval '6 days')")
                .execute(Tuple.of(old, id))
                .await()
                .atMost(PATIENCE);

        purge.purge().await().atMost(PATIENCE);

        assertThat(remembered(old)).isZero();
        assertThat(remembered(id)).isEqualTo(1);
    }

    private void send(Audience audience, String verb, String eventId) {
        Topics.write(
                topics.topic(audience), "k", headers(audience, verb, eventId), "{\"text\":\"中한\"}".getBytes(UTF_8));
    }

    private static Map<String, String> headers(Audience audience, String verb, String eventId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", eventId);
        headers.put("ce_source", "/elsewhere/" + audience);
        headers.put("ce_type", "org.ckep.consumed.note." + verb + ".v1");
        headers.put("ce_audience", audience.id());
        headers.put("content-type", "application/json");
        return headers;
    }

    private RowSet<Row> effects(String eventId) {
        return pool.preparedQuery("select * from effect where event_id = $1")
                .execute(Tuple.of(eventId))
                .await()
                .atMost(PATIENCE);
    }

    private Row quarantined(String eventId) {
        RowSet<Row> rows = pool.preparedQuery("select * from inbox_quarantine where headers->>'ce_id' = $1")
                .execute(Tuple.of(eventId))
                .await()
                .atMost(PATIENCE);
        assertThat(rows.size()).isEqualTo(1);
        return rows.iterator().next();
    }

    private int remembered(String eventId) {
        return pool.preparedQuery("select 1 from inbox_event where id = $1")
                .execute(Tuple.of(eventId))
                .await()
                .atMost(PATIENCE)
                .size();
    }

    private double consumed(String outcome) {
        return registry.find("events.consumed").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}

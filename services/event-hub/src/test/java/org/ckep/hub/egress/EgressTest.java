package org.ckep.hub.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.ckep.hub.Events;
import org.ckep.hub.subscription.Subscriptions;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.EventTopics;
import org.ckep.messaging.KafkaCloudEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A subscription in its agency's topic. */
@QuarkusTest
class EgressTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    Egress egress;

    @Inject
    EventTopics topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private String id = "";

    private void subscribe() {
        id = create(kotra(), kafka(subject));
    }

    @AfterEach
    void end() {
        if (!id.isEmpty()) {
            kotra().delete(PATH + "/" + id).then().statusCode(204);
        }
    }

    private AgencyTopic topic() {
        return new AgencyTopic(broker, topics.ofAgency("kotra"));
    }

    private List<ConsumerRecord<String, byte[]>> read() {
        return topic().read(id);
    }

    private List<String> numbers() {
        return topic().numbers(id);
    }

    @Test
    void eachEventStandsInTheTopicOnceWithNumberAndChain() throws Exception {
        subscribe();
        List<CloudEvent> sent = publish(sender, Audience.PARTNER, subject, 3);
        await(() -> numbers().size() == 3);
        List<ConsumerRecord<String, byte[]>> records = read();
        assertThat(records).extracting(ConsumerRecord::key).containsOnly(subject);
        assertThat(records)
                .extracting(record -> AgencyTopic.header(record, "ce_id"))
                .containsExactlyElementsOf(sent.stream().map(CloudEvent::id).toList());
        CloudEvent first =
                KafkaCloudEvents.decode(records.get(0).headers(), records.get(0).value());
        assertThat(first.extension("cksubseq")).isEqualTo("1");
        assertThat(new ObjectMapper().readTree(first.data()).get("title").asText())
                .isEqualTo("西安 · 시안");
        List<Map<String, String>> fetched =
                kotra().get(PATH + "/" + id + "/events?after=0").jsonPath().getList("");
        assertThat(fetched)
                .extracting(event -> event.get("ckchain"))
                .containsExactlyElementsOf(records.stream()
                        .map(record -> AgencyTopic.header(record, "ce_ckchain"))
                        .toList());
        awaitDone(Subscriptions::kotra, id, 3);
    }

    @Test
    void aProjectionLeavesTheSameInTheTopicAsForWhoFetches() {
        Map<String, Object> body = kafka(subject);
        body.put("projection", List.of("/n"));
        id = create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 2);
        await(() -> numbers().size() == 2);
        assertThat(read())
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(kotra().get(PATH + "/" + id + "/events?after=0").asString())
                .isEqualTo(read().stream().map(EgressTest::line).collect(Collectors.joining(",", "[", "]")));
    }

    /** What docs/events.md tells to do with records, so that the verifiers read them. */
    private static String line(ConsumerRecord<String, byte[]> record) {
        Map<String, String> members = new TreeMap<>();
        for (Header header : record.headers()) {
            String name = header.key().startsWith("ce_") ? header.key().substring(3) : "";
            name = header.key().equals("content-type") ? "datacontenttype" : name;
            if (!name.isEmpty()) {
                members.put(
                        name,
                        JsonNodeFactory.instance
                                .textNode(new String(header.value(), UTF_8))
                                .toString());
            }
        }
        members.put("data", new String(record.value(), UTF_8));
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void aRecordIsTheEventThatTheVerifiersReadOnceItsPartsStandTogether() {
        subscribe();
        publish(sender, Audience.PARTNER, subject, 3);
        await(() -> numbers().size() == 3);
        String fetched = kotra().get(PATH + "/" + id + "/events?after=0").body().asString();
        assertThat(read().stream().map(EgressTest::line).collect(Collectors.joining(",", "[", "]")))
                .isEqualTo(fetched);
        awaitDone(Subscriptions::kotra, id, 3);
    }

    /** Whatever died between the commit in Kafka and the one here: the topic's own tail says where to go on. */
    @Test
    void nothingIsWrittenTwiceWhereTheDatabaseHasForgotten() {
        subscribe();
        publish(sender, Audience.PARTNER, subject, 2);
        await(() -> numbers().size() == 2);
        egress.forget();
        query(pool, "update delivery set state = 'PENDING', done_at = null where sub = $1", UUID.fromString(id));
        publish(sender, Audience.PARTNER, subject, 3, 4);
        await(() -> numbers().size() == 4);
        awaitDone(Subscriptions::kotra, id, 4);
        assertThat(numbers()).containsExactly("1", "2", "3", "4");
    }

    /** A process that was stopped in the middle of a batch goes on when another one has taken over. */
    @Test
    void aWriterThatWasOvertakenCommitsNothing() {
        subscribe();
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> numbers().size() == 1);
        try (TopicWriter zombie = new TopicWriter(broker, topic().name(), UUID.fromString(id), 0)) {
            assertThat(zombie.last()).isEqualTo(1);
            try (TopicWriter successor = new TopicWriter(broker, topic().name(), UUID.fromString(id), 0)) {
                byte[] event = ("{\"cksubseq\":\"2\",\"id\":\"z\",\"source\":\"/s/partner\",\"specversion\":\"1.0\","
                                + "\"subject\":\"" + subject + "\",\"type\":\"t\"}")
                        .getBytes(UTF_8);
                assertThatThrownBy(() -> zombie.write(List.of(new NumberedEvent(2, event))))
                        .isInstanceOf(org.apache.kafka.common.KafkaException.class);
                assertThat(successor.last()).isEqualTo(1);
            }
        }
        // The hub's own writer was overtaken as well and begins anew.
        publish(sender, Audience.PARTNER, subject, 2, 2);
        await(() -> numbers().size() == 2);
        assertThat(read().get(1).headers().lastHeader("ce_id").value()).isNotEqualTo("z".getBytes(UTF_8));
    }

    @Test
    void whatATopicCannotDoIsRefused() {
        subscribe();
        Map<String, Object> body = kafka(subject);
        kotra().body(body).post(PATH).then().statusCode(409).body("type", equalTo("urn:ckep:problem:limit-reached"));
        cn().body(body)
                .post(PATH)
                .then()
                .spec(problemAt(org.ckep.kernel.problem.KernelProblem.INVALID_VALUE, "/protocol"));
        body.put("sink", "https://hooks.example.org/");
        kita().body(body)
                .post(PATH)
                .then()
                .spec(problemAt(org.ckep.kernel.problem.KernelProblem.INVALID_VALUE, "/sink"));
        Map.of(
                        "/seek", "{\"earliest\":true}",
                        "/cursor", "{\"ack\":0}",
                        "/replay", "{}",
                        "/verify", "{}",
                        "/test", "{}")
                .forEach((path, request) -> kotra().body(request)
                        .post(PATH + "/" + id + path)
                        .then()
                        .spec(problem(org.ckep.kernel.problem.KernelProblem.STATE_FORBIDS)));
    }

    /** Each claim of a topic changes its row. */
    private long claims() {
        return query(pool, "select n_tup_upd as n from pg_stat_user_tables where relname = 'egress'")
                .get(0)
                .getLong("n");
    }

    private long claimsOfAWhile() throws InterruptedException {
        long before = claims();
        TimeUnit.SECONDS.sleep(5);
        return claims() - before;
    }

    /** Where there is nothing else to write either, it is not claimed hundreds of times a second. */
    @Test
    void whatTheLogHasDroppedEndsAndIsNotLookedAtWithoutEnd() throws InterruptedException {
        subscribe();
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> numbers().size() == 1);
        awaitDone(Subscriptions::kotra, id, 1);
        long before = claimsOfAWhile();
        query(
                pool,
                "insert into delivery(sub, subseq, pos, lane, hash, chain) values ($1, 2, 1000000000, 'x', 'x', 'x')",
                UUID.fromString(id));
        assertThat(claimsOfAWhile() - before).isLessThan(50);
        assertThat(holds(pool, "state = 'EXPIRED'", "delivery where sub = $1 and subseq = 2", UUID.fromString(id)))
                .isTrue();
        assertThat(numbers()).containsExactly("1");
    }

    /** What never was in the topic is a gap that a digest lists, not something delivered. */
    @Test
    void whatTheLogDroppedBeforeWhatIsWrittenIsNotDelivered() {
        subscribe();
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        publish(sender, Audience.PARTNER, subject, 3);
        UUID sub = UUID.fromString(id);
        await(() -> query(pool, "select 1 from delivery where sub = $1", sub).size() == 3);
        query(pool, "update delivery set pos = 0 where sub = $1 and subseq < 3", sub);
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
        await(() -> numbers().equals(List.of("3")));
        awaitDone(Subscriptions::kotra, id, 3);
        assertThat(query(pool, "select state from delivery where sub = $1 order by subseq", sub))
                .extracting(row -> row.getString("state"))
                .containsExactly("EXPIRED", "EXPIRED", "DELIVERED");
        assertThat(kotra().get(PATH + "/" + id + "/digest?from=1&to=3")
                        .jsonPath()
                        .getList("gaps.subseq", String.class))
                .containsExactly("1", "2");
    }
}

package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Language;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.EventTopics;
import org.ckep.messaging.KafkaCloudEvents;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Architecture ruling 7: one copy for each audience, each from that audience's topic alone. */
@QuarkusTest
class ReferencesTest {
    @Inject
    References references;

    @Inject
    RecordTransactions transactions;

    @Inject
    EventTopics topics;

    private void publish(Urn subject, Audience audience, String source, String data) throws Exception {
        CloudEvent event = new CloudEvent(
                UUID.randomUUID().toString(),
                "/" + source + "/" + audience.id(),
                "org.ckep.partnerships.organisation.changed.v1",
                subject.toString(),
                Instant.parse("2026-01-04T00:00:00Z"),
                "application/json",
                null,
                new TreeMap<>(Map.of(CloudEvent.AUDIENCE, audience.id())),
                data.getBytes(StandardCharsets.UTF_8));
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(topics.topic(audience), subject.toString(), event.data());
            KafkaCloudEvents.headers(event)
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        }
    }

    private Map<Urn, ReferenceCopy> find(Viewer viewer, Urn... urns) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> transactions.read(viewer, session -> references.find(session, viewer, List.of(urns))));
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aViewerIsAnsweredFromHisOwnAudienceAlone() throws Exception {
        Urn org = Urn.random("organisation");
        Viewer cn = Viewers.of(Side.CN, null, Role.VIEWER);
        Viewer kr = Viewers.of(Side.KR, null, Role.VIEWER);
        publish(
                org,
                Audience.PUBLIC,
                "sector-partnerships",
                "{\"title\":{\"en\":{\"text\":\"Public name\",\"status\":\"ORIGINAL\"}},\"state\":\"ACTIVE\"}");
        publish(
                org,
                Audience.SIDE_CN,
                "sector-partnerships",
                "{\"displayId\":\"CK-ORG-X\",\"title\":{\"en\":{\"text\":\"CN's name\",\"status\":\"ORIGINAL\"}}}");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(find(Viewer.PUBLIC, org)).hasSize(1);
            assertThat(find(cn, org)).hasSize(1);
        });
        ReferenceCopy open = find(Viewer.PUBLIC, org).get(org);
        assertThat(open.title().best(Language.EN)).isEqualTo("Public name");
        assertThat(open.state()).isEqualTo("ACTIVE");
        assertThat(open.displayId()).isNull();
        assertThat(open.occurredAt()).isEqualTo(Instant.parse("2026-01-04T00:00:00Z"));
        assertThat(find(cn, org).get(org).title().best(Language.EN)).isEqualTo("CN's name");
        assertThat(find(kr, org)).isEmpty();

        publish(
                org,
                Audience.PUBLIC,
                "sector-partnerships",
                "{\"title\":{\"en\":{\"text\":\"New name\",\"status\":\"ORIGINAL\"}}}");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            ReferenceCopy copy = find(Viewer.PUBLIC, org).get(org);
            assertThat(copy.title().best(Language.EN)).isEqualTo("New name");
            assertThat(copy.state()).isNull();
        });
        assertThat(find(cn, org).get(org).title().best(Language.EN)).isEqualTo("CN's name");
    }

    @Test
    void theCopiesOfOtherAudiencesAreLockedInTheDatabaseToo() throws Exception {
        Urn org = Urn.random("organisation");
        publish(
                org,
                Audience.SIDE_KR,
                "sector-partnerships",
                "{\"title\":{\"en\":{\"text\":\"KR's name\",\"status\":\"ORIGINAL\"}}}");
        String all = "select audience from reference_copy where urn = ?";
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(seen(Viewers.of(Side.KR, null), all, org))
                .containsExactly("side-kr"));
        for (Viewer other : List.of(
                Viewer.PUBLIC,
                Viewers.of(Side.CN, "mofcom"),
                Viewers.of(null, null, Role.SECRETARIAT),
                Viewers.of(null, "kotra", Role.AGENCY))) {
            assertThat(seen(other, all, org)).as("%s", other).isEmpty();
        }
    }

    private static List<String> seen(Viewer viewer, String sql, Urn urn) {
        try {
            return Database.seenBy(viewer, sql, urn.toString());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ownEventsAndEventsWithoutTitleLeaveNoCopy() throws Exception {
        Urn own = Urn.random("facility");
        Urn untitled = Urn.random("claim");
        Urn last = Urn.random("organisation");
        String title = "{\"title\":{\"en\":{\"text\":\"T\",\"status\":\"ORIGINAL\"}}}";
        publish(own, Audience.PUBLIC, "records-fixture", title);
        publish(untitled, Audience.PUBLIC, "sector-partnerships", "{\"attribute\":\"x\"}");
        publish(untitled, Audience.PUBLIC, "sector-partnerships", "{\"title\":\"only words\"}");
        publish(last, Audience.PUBLIC, "sector-partnerships", title);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(find(Viewer.PUBLIC, last)).hasSize(1));
        assertThat(find(Viewer.PUBLIC, own, untitled)).isEmpty();
    }
}

package org.ckep.hub.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.hub.Sql.now;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.catalogue.EventCatalogue;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.EventTopics;
import org.ckep.messaging.KafkaCloudEvents;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Rule P23: a process that gets a partition goes on at the first event that is in no log, whatever it or another process
 * had fetched of it before.
 */
@QuarkusTest
class RebalanceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    LogAppender appender;

    @Inject
    EventLog log;

    @Inject
    EventTopics topics;

    @Inject
    LogConfig config;

    @Inject
    LogMetrics metrics;

    @Inject
    EventCatalogue catalogue;

    @Inject
    Clock clock;

    @Inject
    Pool pool;

    @Inject
    @ReactiveDataSource("delivery")
    Pool system;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private AudienceEvents replica(PartitionOffsets offsets, OtherReplica kafka) {
        return new AudienceEvents(appender, offsets, topics, kafka, config, metrics, catalogue, clock);
    }

    private static void append(AudienceEvents replica, ConsumerRecords<byte[], byte[]> fetched) {
        now(replica.append(replica.read(fetched)));
    }

    private List<String> logged(Audience audience) {
        return now(log.read(audience, 0, LogFilter.ALL, 100)).entries().stream()
                .map(entry -> id(entry.body()))
                .toList();
    }

    private static String id(byte[] body) {
        return new JsonObject(new String(body, UTF_8)).getString("id");
    }

    /** Three fetches wait to be taken when the partition goes; the second one is dropped and the third comes too late. */
    @Test
    void p23_whatWasFetchedBeforeAPartitionWentAndCameBackLeavesNoHole() {
        Audience audience = Audience.agency("t" + UUID.randomUUID().toString().substring(0, 8));
        TopicPartition partition = new TopicPartition(topics.topic(audience), 0);
        List<CloudEvent> events = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            CloudEvent event = Events.event(audience, Events.subject(), i);
            events.add(event);
            records.add(new ConsumerRecord<>(partition.topic(), 0, i, null, event.data()));
            KafkaCloudEvents.headers(event)
                    .forEach((name, text) ->
                            records.get(records.size() - 1).headers().add(name, text.getBytes(UTF_8)));
        }
        List<String> ids = events.stream().map(CloudEvent::id).toList();
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
            consumer.assign(List.of(partition));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            PartitionOffsets offsets = new PartitionOffsets(pool, config);
            AudienceEvents replica = replica(offsets, new OtherReplica(consumer));

            offsets.assigned(consumer, List.of(partition));
            append(replica, OtherReplica.fetch(partition, records.subList(0, 10)));
            assertThat(logged(audience)).isEqualTo(ids.subList(0, 10));

            offsets.released(List.of(partition));
            append(replica, OtherReplica.fetch(partition, records.subList(10, 20)));
            assertThat(logged(audience)).isEqualTo(ids.subList(0, 10));

            offsets.assigned(consumer, List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(10);
            consumer.seek(partition, 30);
            append(replica, OtherReplica.fetch(partition, records.subList(20, 30)));
            assertThat(logged(audience)).isEqualTo(ids.subList(0, 10));
            assertThat(consumer.position(partition)).isEqualTo(10);

            append(replica, OtherReplica.fetch(partition, records.subList(10, 30)));
            assertThat(logged(audience)).isEqualTo(ids.subList(0, 30));

            // Another process has it for a while; what was fetched here before is known by then.
            offsets.released(List.of(partition));
            PartitionOffsets others = new PartitionOffsets(pool, config);
            others.assigned(consumer, List.of(partition));
            append(replica(others, new OtherReplica(consumer)), OtherReplica.fetch(partition, records.subList(30, 35)));
            offsets.assigned(consumer, List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(35);
            append(replica, OtherReplica.fetch(partition, records.subList(30, 40)));
            assertThat(logged(audience)).isEqualTo(ids);
        }
        assertThat(Sql.query(system, "select next from kafka_offset where topic = $1", partition.topic())
                        .get(0)
                        .getLong("next"))
                .isEqualTo(40);
    }

    /** A fault of ours, which nobody foresaw, while nothing comes behind what was fetched and shows that it is missing. */
    @Test
    void whatCouldNotBeAppendedIsFetchedAgainThoughNothingComesBehindIt() {
        Audience audience = Audience.agency("t" + UUID.randomUUID().toString().substring(0, 8));
        TopicPartition partition = new TopicPartition(topics.topic(audience), 0);
        CloudEvent event = Events.event(audience, Events.subject(), 1);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(partition.topic(), 0, 0, null, event.data());
        KafkaCloudEvents.headers(event).forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        AtomicBoolean isFaulty = new AtomicBoolean(true);
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
            consumer.assign(List.of(partition));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            PartitionOffsets offsets = new PartitionOffsets(pool, config) {
                @Override
                Continuity continuity(TopicPartition asked, long first) {
                    if (isFaulty.get()) {
                        throw new IllegalStateException("a fault of ours");
                    }
                    return super.continuity(asked, first);
                }
            };
            AudienceEvents replica = replica(offsets, new OtherReplica(consumer));
            offsets.assigned(consumer, List.of(partition));
            consumer.seek(partition, 1);
            now(replica.take(OtherReplica.fetch(partition, List.of(record))));
            Awaitility.await().atMost(PATIENCE).until(() -> consumer.position(partition) == 0);
            assertThat(logged(audience)).isEmpty();

            isFaulty.set(false);
            now(replica.take(OtherReplica.fetch(partition, List.of(record))));
            Awaitility.await().atMost(PATIENCE).until(() -> logged(audience).equals(List.of(event.id())));
        }
    }

    /** Another process comes, takes its part and goes, twice, while events arrive. */
    @Test
    void p23_whileProcessesComeAndGoEachEventIsLoggedOnceInTheOrderOfItsSubject() {
        List<String> subjects =
                IntStream.range(0, 60).mapToObj(i -> Events.subject()).toList();
        Map<String, List<String>> expected = new HashMap<>();
        AtomicBoolean sending = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> load = threads.submit(() -> {
                for (int n = 0; sending.get(); n++) {
                    Audience audience = n % 2 == 0 ? Audience.SIDE_CN : Audience.BILATERAL;
                    CloudEvent event = Events.event(audience, subjects.get(n % subjects.size()), n);
                    expected.computeIfAbsent(event.subject(), key -> new ArrayList<>())
                            .add(event.id());
                    sender.sendNow(event);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
                }
            });
            try {
                for (int round = 0; round < 2; round++) {
                    comeAndGo(threads);
                }
            } finally {
                sending.set(false);
            }
            assertThat(load).succeedsWithin(PATIENCE);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found(subjects)).isEqualTo(expected));
    }

    private void comeAndGo(ExecutorService threads) {
        CountDownLatch hasWorked = new CountDownLatch(1);
        AtomicBoolean leaves = new AtomicBoolean();
        Future<?> process = threads.submit(() -> work(hasWorked, leaves));
        try {
            await().atMost(PATIENCE).until(() -> hasWorked.getCount() == 0 || process.isDone());
        } finally {
            leaves.set(true);
        }
        assertThat(process).succeedsWithin(PATIENCE);
        assertThat(hasWorked.getCount()).isZero();
    }

    /** What a process of the hub does: takes what it polls, from assignment to assignment. */
    private void work(CountDownLatch hasWorked, AtomicBoolean leaves) {
        PartitionOffsets offsets = new PartitionOffsets(pool, config);
        AssignmentListener listener = new AssignmentListener(offsets);
        String prefix = setting("ckep.messaging.topic-prefix");
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                setting("kafka.bootstrap.servers"),
                ConsumerConfig.GROUP_ID_CONFIG,
                prefix + "-event-hub",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                500,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                7);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            AudienceEvents events = replica(offsets, new OtherReplica(consumer));
            consumer.subscribe(
                    Pattern.compile(Pattern.quote(prefix) + "\\.events\\..*\\.v1"), new ConsumerRebalanceListener() {
                        @Override
                        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                            listener.onPartitionsAssigned(consumer, partitions);
                        }

                        @Override
                        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                            listener.onPartitionsRevoked(consumer, partitions);
                        }
                    });
            while (!leaves.get()) {
                ConsumerRecords<byte[], byte[]> fetched = consumer.poll(Duration.ofMillis(100));
                append(events, fetched);
                if (!fetched.isEmpty()) {
                    hasWorked.countDown();
                }
            }
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private Map<String, List<String>> found(List<String> subjects) {
        Map<String, List<String>> found = new HashMap<>();
        Sql.query(system, "select subject, id from event_log where subject = any($1) order by audience, pos", (Object)
                        subjects.toArray(String[]::new))
                .forEach(row -> found.computeIfAbsent(row.getString("subject"), key -> new ArrayList<>())
                        .add(row.getString("id")));
        return found;
    }
}

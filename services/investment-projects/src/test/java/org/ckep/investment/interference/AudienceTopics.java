package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.VertxContextSupport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How far the topics have come that one side and everybody beside it hear: those of audiences, agencies and ministries but the
 * hiding side's. What stands on a topic never changes, so equal
 * ends are equal bytes.
 */
final class AudienceTopics implements AutoCloseable {
    private static final String WAITING =
            "select (select count(*) from outbox_event) + (select count(*) from audit_pending)";

    /** Ids, hours and traces. */
    private static final Pattern OCCASION = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");

    private final RecordTransactions transactions;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    AudienceTopics(RecordTransactions transactions, Side listener) {
        Config config = ConfigProvider.getConfig();
        String prefix = config.getValue("ckep.messaging.topic-prefix", String.class);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                config.getValue("kafka.bootstrap.servers", String.class),
                "group.id",
                "test-" + UUID.randomUUID());
        this.transactions = transactions;
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Set<String> hiders =
                listener == Side.CN ? Set.of("side-kr", "agency-motir") : Set.of("side-cn", "agency-mofcom");
        String events = prefix + ".events.";
        this.partitions = consumer.listTopics().keySet().stream()
                .filter(topic -> topic.startsWith(events))
                .filter(topic -> !hiders.contains(topic.substring(events.length(), topic.length() - ".v1".length())))
                .sorted()
                .flatMap(this::partitions)
                .toList();
        assertThat(partitions)
                .extracting(TopicPartition::topic)
                .contains(events + "public.v1", events + "agency-kotra.v1");
        consumer.assign(partitions);
    }

    private Stream<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(info.topic(), info.partition()));
    }

    /** The end of each topic's partitions, once everything is sent that was to be told. */
    SortedMap<String, Long> ends() {
        awaitNothingWaiting();
        SortedMap<String, Long> ends = new TreeMap<>();
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> ends.put(
                        partition.topic().replaceAll(".*\\.events\\.", "") + "-" + partition.partition(), end));
        return ends;
    }

    /**
     * What an act tells, in the order of the topics, with all headers. Names of things and hours are masked: the act can be
     * done again and tells the same.
     */
    List<String> toldBy(Runnable act) {
        awaitNothingWaiting();
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        act.run();
        awaitNothingWaiting();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<String> told = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> told.add(text(record)));
        }
        told.sort(null);
        return told;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(record.topic().replaceAll(".*\\.events\\.", ""));
        text.append(' ').append(new String(record.key(), StandardCharsets.UTF_8));
        record.headers().forEach(header -> text.append(' ')
                .append(header.key())
                .append('=')
                .append(new String(header.value(), StandardCharsets.UTF_8)));
        text.append(' ').append(new String(record.value(), StandardCharsets.UTF_8));
        return OCCASION.matcher(text).replaceAll("");
    }

    /** Until all is sent that is to be told, and every act stands in its side's audit trail. */
    void awaitNothingWaiting() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(this::nothingWaits);
    }

    private boolean nothingWaits() {
        try {
            return VertxContextSupport.<Long>subscribeAndAwait(() -> transactions.system(session ->
                            session.createNativeQuery(WAITING, Long.class).getSingleResult()))
                    == 0;
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package org.ckep.hub.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.KafkaCloudEvents;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one subscription into one topic, each number once and in order, whatever dies when: a batch is one transaction,
 * beginning fences whoever wrote before, and then the topic's own tail tells the last number that was put into it. Where
 * Kafka has dropped the tail, the note that is committed with each batch does; Kafka drops that as well, days after the
 * last batch, and then what the database says has been written does. Blocks; for one thread at a time. After any failure
 * it has to be closed and begun anew.
 */
final class TopicWriter implements AutoCloseable {
    /** Tells the subscription of a record: a topic outlives subscriptions. */
    private static final String SUBSCRIPTION = "ck_subscription";

    private static final String NUMBER = "ce_cksubseq";
    private static final Logger LOG = Logger.getLogger(TopicWriter.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** How long one call may wait for Kafka; a sound one answers in a fraction of it. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final String topic;
    private final UUID sub;
    private final TopicPartition partition;
    private final ConsumerGroupMetadata group;
    private final KafkaProducer<String, byte[]> producer;
    private long last;
    private volatile long usedAt = System.nanoTime();

    /**
     * Begins: fences an earlier writer of the subscription and reads how far it came.
     *
     * @param delivered the last number of which the database knows that it was written, 0 for none
     */
    TopicWriter(Map<String, Object> broker, String topic, UUID sub, long delivered) {
        this.topic = topic;
        this.sub = sub;
        this.partition = new TopicPartition(topic, 0);
        this.group = new ConsumerGroupMetadata(group(sub));
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "hub-egress-" + sub);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            this.last = Math.max(delivered, lastInKafka(broker));
        } catch (RuntimeException failure) {
            producer.close(Duration.ZERO);
            throw failure;
        }
    }

    /** Nobody reads as this group: its one offset carries the note of the last number. */
    static String group(UUID sub) {
        return "ckep-event-hub-egress-" + sub;
    }

    /** The last number that was put into the topic, 0 for none. */
    long last() {
        return last;
    }

    /** Writes events with ascending numbers after {@link #last()}: all of them or none. */
    void write(List<NumberedEvent> events) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent =
                events.stream().map(event -> producer.send(record(event))).toList();
        producer.flush();
        long number = events.get(events.size() - 1).subseq();
        Future<RecordMetadata> tail = sent.get(sent.size() - 1);
        if (tail.state() == Future.State.SUCCESS) {
            long end = tail.resultNow().offset() + 1;
            producer.sendOffsetsToTransaction(
                    Map.of(partition, new OffsetAndMetadata(end, Long.toString(number))), group);
            LOG.debugf("%s ends at offset %d", topic, end);
        }
        // Fails where one of them failed.
        producer.commitTransaction();
        last = number;
        usedAt = System.nanoTime();
    }

    /** How long nothing was written. */
    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - usedAt);
    }

    private ProducerRecord<String, byte[]> record(NumberedEvent numbered) {
        CloudEvent event = KafkaCloudEvents.decode(
                new RecordHeaders().add("content-type", "application/cloudevents+json".getBytes(UTF_8)),
                numbered.event());
        String key = event.extension(CloudEvent.PARTITION_KEY);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, 0, key == null ? event.subject() : key, event.data());
        KafkaCloudEvents.headers(event)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        record.headers().add(SUBSCRIPTION, sub.toString().getBytes(UTF_8));
        return record;
    }

    private long lastInKafka(Map<String, Object> broker) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group.groupId());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.partitionsFor(topic).size() != 1) {
                throw new IllegalStateException(topic + " keeps no order: it must have one partition");
            }
            return Math.max(lastNoted(consumer), lastInTopic(consumer));
        }
    }

    /** An offset that somebody has set by hand says nothing. */
    private long lastNoted(KafkaConsumer<String, byte[]> consumer) {
        OffsetAndMetadata note = consumer.committed(Set.of(partition)).get(partition);
        return note == null || note.metadata().isEmpty() ? 0 : Long.parseLong(note.metadata());
    }

    /** The last offset may be the mark of a transaction and the last record another subscription's: looks further back. */
    private long lastInTopic(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
        for (long back = 16; ; back *= 4) {
            long from = Math.max(begin, end - back);
            Long found = lastBetween(consumer, from, end);
            if (found != null) {
                return found;
            }
            if (from == begin) {
                return 0;
            }
        }
    }

    private @Nullable Long lastBetween(KafkaConsumer<String, byte[]> consumer, long from, long end) {
        Long found = null;
        consumer.seek(partition, from);
        long at = from;
        long since = System.nanoTime();
        while (consumer.position(partition) < end) {
            if (consumer.position(partition) > at) {
                at = consumer.position(partition);
                since = System.nanoTime();
            } else if (System.nanoTime() - since
                    > Duration.ofMillis(PATIENCE_MILLIS).toNanos()) {
                throw new TimeoutException(topic + " cannot be read at " + at);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Header owner = record.headers().lastHeader(SUBSCRIPTION);
                Header number = record.headers().lastHeader(NUMBER);
                if (owner != null && number != null && sub.toString().equals(new String(owner.value(), UTF_8))) {
                    found = Long.parseLong(new String(number.value(), UTF_8));
                }
            }
        }
        return found;
    }

    /** Gives up what is not committed. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

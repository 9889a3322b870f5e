package org.ckep.benchmark.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What Kafka is made to remember wrongly of how far the hubs have read.
 *
 * @param skipped records that nobody has read and that are said to be read
 * @param repeated records that were read and are said not to be
 */
record GroupOffsets(long skipped, long repeated) {
    private static final String GROUP = Stage.PREFIX + "-event-hub";

    /**
     * Says of every second partition that nothing of it was read and of the others that everything was. The group must have
     * no member.
     *
     * @param taken how far each partition was really read
     */
    static GroupOffsets set(String bootstrapServers, String topic, Map<Integer, Long> taken) {
        Map<TopicPartition, OffsetAndMetadata> wrong = new HashMap<>();
        long skipped = 0;
        long repeated = 0;
        for (Map.Entry<Integer, Long> end : ends(bootstrapServers, topic).entrySet()) {
            boolean isEarlier = end.getKey() % 2 == 0;
            long read = taken.getOrDefault(end.getKey(), 0L);
            skipped += isEarlier ? 0 : end.getValue() - read;
            repeated += isEarlier ? read : 0;
            wrong.put(new TopicPartition(topic, end.getKey()), new OffsetAndMetadata(isEarlier ? 0 : end.getValue()));
        }
        try (Admin admin = admin(bootstrapServers)) {
            done(admin.alterConsumerGroupOffsets(GROUP, wrong).all());
            if (!stored(admin).equals(wrong)) {
                throw new IllegalStateException("Kafka has not kept the offsets " + wrong);
            }
        }
        return new GroupOffsets(skipped, repeated);
    }

    /** Wipes what Kafka remembers; how many partitions that was. */
    static int wipe(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            int before = stored(admin).size();
            done(admin.deleteConsumerGroups(List.of(GROUP)).all());
            return before;
        }
    }

    /** Where each partition of a topic ends. */
    static Map<Integer, Long> ends(String bootstrapServers, String topic) {
        try (Admin admin = admin(bootstrapServers)) {
            Map<TopicPartition, OffsetSpec> all =
                    done(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                            .flatMap(described -> described.partitions().stream())
                            .collect(Collectors.toMap(
                                    one -> new TopicPartition(topic, one.partition()), one -> OffsetSpec.latest()));
            Map<Integer, Long> ends = new TreeMap<>();
            done(admin.listOffsets(all).all()).forEach((one, end) -> ends.put(one.partition(), end.offset()));
            return ends;
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> stored(Admin admin) {
        return done(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata());
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package org.ckep.hub.log;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** The client service of a process that has one consumer, whose polling thread is the one of the test. */
record OtherReplica(Consumer<byte[], byte[]> consumer) implements KafkaClientService {
    @SuppressWarnings("unchecked")
    @Override
    public <K, V> List<KafkaConsumer<K, V>> getConsumers(String channel) {
        return List.of((KafkaConsumer<K, V>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KafkaConsumer.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("runOnPollingThread")
                            || !(arguments[0] instanceof java.util.function.Consumer<?> action)) {
                        throw new UnsupportedOperationException(method + Arrays.toString(arguments));
                    }
                    ((java.util.function.Consumer<Object>) action).accept(consumer);
                    return Uni.createFrom().voidItem();
                }));
    }

    @Override
    public <K, V> io.smallrye.reactive.messaging.kafka.KafkaProducer<K, V> getProducer(String channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> getConsumerChannels() {
        return Set.of();
    }

    @Override
    public Set<String> getProducerChannels() {
        return Set.of();
    }

    /** One fetch of one partition. */
    static ConsumerRecords<byte[], byte[]> fetch(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();
        fetched.put(partition, records);
        return new ConsumerRecords<>(fetched, Map.of());
    }
}

package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FetchQueueTest {
    private static final TopicPartition ONE = new TopicPartition("one", 0);
    private static final TopicPartition OTHER = new TopicPartition("other", 3);

    private final FetchQueue queue = new FetchQueue();

    private static Map<TopicPartition, List<Arrival>> fetch(TopicPartition partition, long first, long last) {
        return Map.of(
                partition,
                LongStream.rangeClosed(first, last)
                        .mapToObj(offset -> new Arrival(
                                new ConsumerRecord<>(
                                        partition.topic(), partition.partition(), offset, null, new byte[1]),
                                null,
                                "none"))
                        .toList());
    }

    private CompletableFuture<Void> add(Map<TopicPartition, List<Arrival>> fetch) {
        return queue.add(fetch).subscribeAsCompletionStage();
    }

    private Map<TopicPartition, List<Long>> next() {
        Map<TopicPartition, List<Long>> offsets = new HashMap<>();
        queue.next()
                .forEach((partition, arrivals) -> offsets.put(
                        partition,
                        arrivals.stream()
                                .map(arrival -> arrival.record().offset())
                                .toList()));
        return offsets;
    }

    @Test
    void whatHasComeMeanwhileIsTakenTogetherInItsOrder() {
        assertThat(next()).isEmpty();
        add(fetch(ONE, 5, 6));
        Map<TopicPartition, List<Arrival>> both = new HashMap<>(fetch(OTHER, 40, 41));
        both.putAll(fetch(ONE, 7, 7));
        add(both);
        add(fetch(ONE, 8, 9));
        assertThat(next()).isEqualTo(Map.of(ONE, List.of(5L, 6L, 7L, 8L, 9L), OTHER, List.of(40L, 41L)));
        assertThat(next()).isEmpty();
    }

    /** Each hole is looked at alone: after another assignment it may hold events that were fetched in vain. */
    @Test
    void noHoleIsHiddenInTheMiddle() {
        add(fetch(ONE, 20, 21));
        add(fetch(ONE, 30, 31));
        add(fetch(ONE, 10, 11));
        add(fetch(ONE, 12, 13));
        assertThat(next()).isEqualTo(Map.of(ONE, List.of(20L, 21L)));
        assertThat(next()).isEqualTo(Map.of(ONE, List.of(30L, 31L)));
        assertThat(next()).isEqualTo(Map.of(ONE, List.of(10L, 11L, 12L, 13L)));
        assertThat(next()).isEmpty();
    }

    @Test
    void whoFetchesWaitsWhileThereIsNoRoom() {
        assertThat(add(fetch(ONE, 0, 998))).isDone();
        CompletableFuture<Void> room = add(fetch(ONE, 999, 999));
        assertThat(room).isNotDone();
        assertThat(next()).hasSize(1);
        assertThat(room).isDone();
        assertThat(add(fetch(ONE, 1000, 1000))).isDone();
    }
}

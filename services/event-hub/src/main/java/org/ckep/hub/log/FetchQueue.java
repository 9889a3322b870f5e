package org.ckep.hub.log;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What was fetched and waits for the log, in the order of its arrival. Whatever has come while a batch was appended makes
 * the next one together, so that nothing waits for more than the batch that is under way.
 */
final class FetchQueue {
    private static final int ENOUGH_RECORDS = 1000;
    private static final long ENOUGH_BYTES = 4 << 20;

    private final Deque<Map<TopicPartition, List<Arrival>>> fetches = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private int records;
    private long bytes;

    /** Adds what was fetched; completes when there is room for more. */
    Uni<Void> add(Map<TopicPartition, List<Arrival>> fetch) {
        CompletableFuture<Void> room = new CompletableFuture<>();
        synchronized (this) {
            fetches.add(fetch);
            for (List<Arrival> arrivals : fetch.values()) {
                records += arrivals.size();
                for (Arrival arrival : arrivals) {
                    bytes += Math.max(0, arrival.record().serializedValueSize());
                }
            }
            if (records >= ENOUGH_RECORDS || bytes >= ENOUGH_BYTES) {
                waiting.add(room);
                return Uni.createFrom().completionStage(room);
            }
        }
        return Uni.createFrom().voidItem();
    }

    /**
     * Takes the first of what waits, and what continues it; nothing where nothing waits. A fetch that leaves a hole in a
     * partition, or goes back, is left for the next time: whether the hole is one in Kafka is found out before it is passed
     * over.
     */
    Map<TopicPartition, List<Arrival>> next() {
        Map<TopicPartition, List<Arrival>> taken = new LinkedHashMap<>();
        List<CompletableFuture<Void>> mayGoOn = List.of();
        synchronized (this) {
            while (!fetches.isEmpty() && continues(taken, fetches.getFirst())) {
                fetches.removeFirst()
                        .forEach((partition, arrivals) -> taken.computeIfAbsent(partition, key -> new ArrayList<>())
                                .addAll(arrivals));
            }
            if (fetches.isEmpty()) {
                records = 0;
                bytes = 0;
                mayGoOn = List.copyOf(waiting);
                waiting.clear();
            }
        }
        mayGoOn.forEach(room -> room.complete(null));
        return taken;
    }

    private static boolean continues(
            Map<TopicPartition, List<Arrival>> taken, Map<TopicPartition, List<Arrival>> fetch) {
        return fetch.entrySet().stream().allMatch(next -> {
            List<Arrival> before = taken.get(next.getKey());
            return before == null
                    || before.getLast().record().offset() + 1
                            == next.getValue().getFirst().record().offset();
        });
    }
}

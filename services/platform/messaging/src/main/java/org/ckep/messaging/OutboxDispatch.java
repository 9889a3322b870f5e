package org.ckep.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch of the outbox: the records of one (topic, aggregate) strictly one after the other, everything else in
 * parallel. If one record is not acknowledged, the later ones of its aggregate are not sent, because a late landing
 * would invert them and the readers keep the first occurrence.
 *
 * <p>A topic that refuses is left alone for a while, so that it delays no other topic; and before many records go to a
 * topic, one has to arrive, so that an absent broker blocks one send and not five hundred.
 */
final class OutboxDispatch {
    private static final int MAX_PARALLEL_GROUPS = 256;

    private final EventSender sender;
    private final Duration sendTimeout;
    private final Duration minRetryInterval;
    private final Duration maxRetryInterval;
    private final LongSupplier nanoTime;
    private final Map<String, TopicState> topics = new HashMap<>();

    OutboxDispatch(
            EventSender sender,
            Duration sendTimeout,
            Duration minRetryInterval,
            Duration maxRetryInterval,
            LongSupplier nanoTime) {
        this.sender = sender;
        this.sendTimeout = sendTimeout;
        this.minRetryInterval = minRetryInterval;
        this.maxRetryInterval = maxRetryInterval;
        this.nanoTime = nanoTime;
    }

    /** The topics that are not to be tried now. */
    Set<String> suspended() {
        long now = nanoTime.getAsLong();
        return topics.entrySet().stream()
                .filter(topic -> topic.getValue().retryAt - now > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Time until the first suspended topic may be tried again; null where none is suspended. */
    @Nullable
    Duration nextRetry() {
        long now = nanoTime.getAsLong();
        return topics.values().stream()
                .map(topic -> topic.retryAt - now)
                .filter(wait -> wait > 0)
                .min(Long::compare)
                .map(Duration::ofNanos)
                .orElse(null);
    }

    /**
     * Sends what can be sent. Never fails; what happened to each record stands in the result. Records that occur in
     * neither list were not tried or not acknowledged and remain in the outbox.
     *
     * @param records by ascending {@link OutboxRecord#seq()}
     */
    Uni<Result> send(List<OutboxRecord> records) {
        Set<String> suspended = suspended();
        List<OutboxRecord> allowed = records.stream()
                .filter(record -> !suspended.contains(record.topic()))
                .toList();
        List<List<OutboxRecord>> groups = groups(probed(allowed));
        return Multi.createFrom()
                .iterable(groups)
                .onItem()
                .transformToUni(this::sendGroup)
                .merge(MAX_PARALLEL_GROUPS)
                .collect()
                .asList()
                .map(this::result);
    }

    /** Of a topic that has not answered yet only the first record. */
    private List<OutboxRecord> probed(List<OutboxRecord> records) {
        List<OutboxRecord> chosen = new ArrayList<>();
        Map<String, Boolean> probing = new HashMap<>();
        for (OutboxRecord record : records) {
            TopicState state = topics.get(record.topic());
            boolean proven = state != null && state.failures == 0;
            if (proven || probing.put(record.topic(), Boolean.TRUE) == null) {
                chosen.add(record);
            }
        }
        return chosen;
    }

    private static List<List<OutboxRecord>> groups(Collection<OutboxRecord> records) {
        Map<List<String>, List<OutboxRecord>> groups = new LinkedHashMap<>();
        for (OutboxRecord record : records) {
            groups.computeIfAbsent(List.of(record.topic(), record.key()), key -> new ArrayList<>())
                    .add(record);
        }
        return List.copyOf(groups.values());
    }

    private Uni<GroupResult> sendGroup(List<OutboxRecord> group) {
        GroupResult result = new GroupResult(group);
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(record -> sender.send(record)
                        .ifNoItem()
                        .after(sendTimeout)
                        .fail()
                        .invoke(() -> result.acknowledged++)
                        .replaceWith(record))
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> result.failure = failure)
                .onFailure()
                .recoverWithNull()
                .replaceWith(result);
    }

    private Result result(List<GroupResult> groups) {
        List<OutboxRecord> acknowledged = new ArrayList<>();
        Map<OutboxRecord, Throwable> unsendable = new LinkedHashMap<>();
        Map<String, Throwable> refused = new LinkedHashMap<>();
        for (GroupResult group : groups) {
            acknowledged.addAll(group.records.subList(0, group.acknowledged));
            Throwable failure = group.failure;
            if (failure != null) {
                OutboxRecord failed = group.records.get(group.acknowledged);
                if (isRecordsFault(failure)) {
                    unsendable.put(failed, failure);
                } else {
                    refused.put(failed.topic(), failure);
                }
            } else {
                topics.put(group.records.get(0).topic(), new TopicState(0, nanoTime.getAsLong()));
            }
        }
        refused.keySet().forEach(this::suspend);
        return new Result(acknowledged, unsendable, refused);
    }

    private void suspend(String topic) {
        TopicState state = topics.get(topic);
        int failures = state == null ? 1 : state.failures + 1;
        Duration pause = Backoff.pause(minRetryInterval, maxRetryInterval, failures);
        topics.put(topic, new TopicState(failures, nanoTime.getAsLong() + pause.toNanos()));
    }

    /** True where no broker will ever take this record; any other failure is the broker's and never skips a record. */
    private static boolean isRecordsFault(Throwable failure) {
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException
                    || cause instanceof RecordBatchTooLargeException
                    || cause instanceof SerializationException
                    || cause instanceof InvalidRecordException
                    || cause instanceof MalformedEventException) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a call of {@link #send} achieved.
     *
     * @param acknowledged records that the broker has; to be deleted
     * @param unsendable records that can never be sent, with the reason
     * @param refused topics that did not take a record, with the reason
     */
    record Result(
            List<OutboxRecord> acknowledged, Map<OutboxRecord, Throwable> unsendable, Map<String, Throwable> refused) {}

    private record TopicState(int failures, long retryAt) {}

    /** Filled step by step by one group's sends, which follow each other. */
    private static final class GroupResult {
        private final List<OutboxRecord> records;
        private volatile int acknowledged;
        private volatile @Nullable Throwable failure;

        GroupResult(List<OutboxRecord> records) {
            this.records = records;
        }
    }
}

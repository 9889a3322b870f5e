package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class OutboxDispatchTest {
    private final AtomicLong now = new AtomicLong();
    private final List<Long> landed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void p7_aRecordThatTimedOutHoldsBackTheLaterOnesOfItsKey() {
        Map<Long, Integer> tries = new HashMap<>();
        // The first record times out for the client although the broker stores it late: after the client gave up.
        OutboxDispatch dispatch = dispatch(record -> {
            if (record.seq() == 2 && tries.merge(2L, 1, Integer::sum) == 1) {
                return Uni.createFrom().failure(new TimeoutException("injected"));
            }
            landed.add(record.seq());
            return Uni.createFrom().voidItem();
        });
        prove(dispatch, "a");

        List<OutboxRecord> rows = List.of(record(2, "a", "x"), record(3, "a", "x"), record(4, "a", "y"));
        OutboxDispatch.Result first = send(dispatch, rows);

        assertThat(seqs(first.acknowledged())).containsExactlyInAnyOrder(4L);
        assertThat(first.refused()).containsOnlyKeys("a");
        assertThat(landed).containsExactly(1L, 4L);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        send(dispatch, rows.subList(0, 2));
        send(dispatch, rows.subList(1, 2));
        assertThat(landed).containsExactly(1L, 4L, 2L, 3L);
    }

    @Test
    void aTopicThatHasNotAnsweredIsProbedWithOneRecord() {
        AtomicInteger sent = new AtomicInteger();
        OutboxDispatch dispatch = dispatch(record -> {
            sent.incrementAndGet();
            return Uni.createFrom().failure(new TimeoutException("broker away"));
        });
        List<OutboxRecord> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(record(i, "a", "key" + i));
        }

        OutboxDispatch.Result result = send(dispatch, rows);

        assertThat(sent).hasValue(1);
        assertThat(result.acknowledged()).isEmpty();
        assertThat(dispatch.suspended()).containsExactly("a");
        assertThat(dispatch.nextRetry()).isEqualTo(Duration.ofMillis(500));
        assertThat(send(dispatch, rows).refused()).isEmpty();
        assertThat(sent).hasValue(1);
    }

    @Test
    void aRefusingTopicDelaysNoOtherAndWaitsTwiceAsLongEachTime() {
        OutboxDispatch dispatch = dispatch(record -> record.topic().equals("a")
                ? Uni.createFrom().failure(new TimeoutException("no such topic"))
                : acknowledge(record));

        List<Duration> pauses = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            send(dispatch, List.of(record(10 + round, "b", "x"), record(1, "a", "x")));
            Duration pause = dispatch.nextRetry();
            pauses.add(pause);
            now.addAndGet(pause.toNanos());
        }

        assertThat(landed).containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L);
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void aRecordThatNoBrokerTakesIsToldFromABrokerThatIsAway() {
        OutboxDispatch dispatch = dispatch(record -> record.seq() == 2
                ? Uni.createFrom().failure(new RuntimeException(new RecordTooLargeException("1 MiB")))
                : acknowledge(record));
        prove(dispatch, "a");

        OutboxDispatch.Result result =
                send(dispatch, List.of(record(2, "a", "x"), record(3, "a", "x"), record(4, "a", "y")));

        assertThat(result.unsendable().keySet()).extracting(OutboxRecord::seq).containsExactly(2L);
        assertThat(result.refused()).isEmpty();
        assertThat(seqs(result.acknowledged())).containsExactly(4L);
    }

    @Test
    void aSendThatNeverAnswersIsGivenUp() {
        OutboxDispatch dispatch = new OutboxDispatch(
                record -> Uni.createFrom().nothing(),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                now::get);

        assertThat(send(dispatch, List.of(record(1, "a", "x"))).refused()).containsOnlyKeys("a");
    }

    /** Whatever fails and however often: per key the first occurrences are in the order of the outbox, none missing. */
    @Property(tries = 300)
    void firstOccurrencesStayInOrderWithoutHoles(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 5) Integer> keys,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 3) Integer> faults) {
        AtomicInteger calls = new AtomicInteger();
        Map<String, List<Long>> log = new LinkedHashMap<>();
        OutboxDispatch dispatch = dispatch(record -> {
            int fault = faults.get(calls.getAndIncrement() % faults.size());
            boolean lands = fault != 1;
            boolean acknowledged = fault != 1 && fault != 2;
            if (lands) {
                log.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.seq());
            }
            return acknowledged
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(new TimeoutException("injected"));
        });
        List<OutboxRecord> outbox = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            outbox.add(record(i, "topic", "key" + keys.get(i)));
        }
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        outbox.forEach(record ->
                expected.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.seq()));

        for (int round = 0; round < 400 && !outbox.isEmpty(); round++) {
            outbox.removeAll(send(dispatch, outbox).acknowledged());
            now.addAndGet(Duration.ofSeconds(20).toNanos());
        }

        if (outbox.isEmpty()) {
            Map<String, List<Long>> firsts = new LinkedHashMap<>();
            log.forEach((key, seqs) -> firsts.put(key, seqs.stream().distinct().toList()));
            assertThat(firsts).isEqualTo(expected);
        } else {
            // A plan of faults without any success leaves everything where it was.
            assertThat(faults).doesNotContain(0, 3);
        }
    }

    private OutboxDispatch dispatch(Function<OutboxRecord, Uni<Void>> sender) {
        return new OutboxDispatch(
                sender::apply, Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(10), now::get);
    }

    private Uni<Void> acknowledge(OutboxRecord record) {
        landed.add(record.seq());
        return Uni.createFrom().voidItem();
    }

    private static void prove(OutboxDispatch dispatch, String topic) {
        send(dispatch, List.of(record(1, topic, "first")));
    }

    private static OutboxDispatch.Result send(OutboxDispatch dispatch, List<OutboxRecord> records) {
        return dispatch.send(records).await().atMost(Duration.ofSeconds(10));
    }

    private static List<Long> seqs(List<OutboxRecord> records) {
        return records.stream().map(OutboxRecord::seq).toList();
    }

    private static OutboxRecord record(long seq, String topic, String key) {
        return new OutboxRecord(seq, topic, key, Map.of(), new byte[0], Instant.EPOCH);
    }
}

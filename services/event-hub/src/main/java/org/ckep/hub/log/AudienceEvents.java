package org.ckep.hub.log;

import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.ckep.hub.catalogue.EventCatalogue;
import org.ckep.hub.sharing.WakeableLoop;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.DatabaseFailures;
import org.ckep.messaging.EventTopics;
import org.ckep.messaging.KafkaCloudEvents;
import org.ckep.messaging.MalformedEventException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes batches from the audience topics to the logs. Never fails, because a failure would stop the channel: while
 * PostgreSQL is away the batch waits, a batch that is not ours is dropped, and a record that PostgreSQL refuses is
 * isolated and put into quarantine.
 */
@ApplicationScoped
class AudienceEvents {
    private static final Logger LOG = Logger.getLogger(AudienceEvents.class);
    private static final String CHANNEL = "audience-events";

    private final LogAppender appender;
    private final PartitionOffsets offsets;
    private final EventTopics topics;
    private final KafkaClientService kafka;
    private final LogConfig config;
    private final LogMetrics metrics;
    private final EventCatalogue catalogue;
    private final Clock clock;
    private final FetchQueue fetches = new FetchQueue();
    private final WakeableLoop appending;

    AudienceEvents(
            LogAppender appender,
            PartitionOffsets offsets,
            EventTopics topics,
            KafkaClientService kafka,
            LogConfig config,
            LogMetrics metrics,
            EventCatalogue catalogue,
            Clock clock) {
        this.appender = appender;
        this.offsets = offsets;
        this.topics = topics;
        this.kafka = kafka;
        this.config = config;
        this.metrics = metrics;
        this.catalogue = catalogue;
        this.clock = clock;
        this.appending = new WakeableLoop("appending events", this::appendFetched);
    }

    /**
     * Completes when there is room for more. What was fetched is not done with then: PostgreSQL alone says what is. It is
     * read while what came before is appended; on a worker thread, since canonical form costs time.
     */
    @Incoming(CHANNEL)
    Uni<Void> take(ConsumerRecords<byte[], byte[]> records) {
        return Uni.createFrom()
                .item(() -> read(records))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(fetch -> {
                    Uni<Void> room = fetches.add(fetch);
                    appending.wake();
                    return room;
                });
    }

    private Uni<Boolean> appendFetched() {
        Map<TopicPartition, List<Arrival>> next = fetches.next();
        return next.isEmpty()
                ? Uni.createFrom().item(false)
                : append(next)
                        .onFailure(CancellationException.class)
                        .recoverWithNull()
                        .onFailure()
                        .recoverWithUni(failure -> {
                            LOG.error("what was fetched could not be appended and is fetched again", failure);
                            fetchAgainSoon(next.keySet());
                            return Uni.createFrom().voidItem();
                        })
                        .replaceWith(true);
    }

    /**
     * By itself, and not only when something comes behind what failed and shows the hole: nothing may. What came from other
     * partitions is appended meanwhile.
     */
    private void fetchAgainSoon(Set<TopicPartition> partitions) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.maxRetryInterval())
                .chain(() -> offsets.stopping() ? Uni.createFrom().voidItem() : seekNow(behind(partitions)))
                .subscribe()
                .with(sought -> LOG.debugf("%s are fetched again", partitions), failure -> {
                    LOG.warn("fetching again failed and is tried again", failure);
                    fetchAgainSoon(partitions);
                });
    }

    /** Where the log goes on in those that are still ours; where it has gone on meanwhile, nothing is taken twice. */
    private Map<TopicPartition, Long> behind(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> targets = new HashMap<>();
        partitions.forEach(partition -> {
            Long expected = offsets.expected(partition);
            if (expected != null) {
                targets.put(partition, expected);
            }
        });
        return targets;
    }

    /** What came from each partition, in its order. */
    Map<TopicPartition, List<Arrival>> read(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<Arrival>> fetch = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            fetch.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), key -> new ArrayList<>())
                    .add(arrival(record));
        }
        return fetch;
    }

    /** Appends what is new. */
    Uni<Void> append(Map<TopicPartition, List<Arrival>> fetched) {
        Timer.Sample sample = metrics.start();
        return Uni.createFrom()
                .item(() -> batch(fetched))
                .chain(batch -> seek(batch.refetch)
                        .chain(() -> batch.arrivals.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : append(batch.arrivals, batch.moves, 1)))
                .eventually(() -> metrics.stop(sample));
    }

    private Batch batch(Map<TopicPartition, List<Arrival>> fetched) {
        List<Arrival> arrivals = new ArrayList<>();
        List<OffsetMove> moves = new ArrayList<>();
        Map<TopicPartition, Long> refetch = new HashMap<>();
        fetched.forEach((partition, all) -> {
            Long expected = offsets.expected(partition);
            if (expected == null) {
                return;
            }
            List<Arrival> unknown = all.stream()
                    .filter(arrival -> arrival.record().offset() >= expected)
                    .toList();
            if (unknown.isEmpty()) {
                return;
            }
            switch (offsets.continuity(partition, unknown.get(0).record().offset())) {
                case CONTINUES -> {
                    arrivals.addAll(unknown);
                    moves.add(new OffsetMove(
                            partition,
                            expected,
                            unknown.get(unknown.size() - 1).record().offset() + 1));
                }
                case GAP -> refetch.put(partition, expected);
                case NOT_OURS -> LOG.debugf("%s went to another process", partition);
            }
        });
        return new Batch(arrivals, moves, refetch);
    }

    private Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
        Optional<Audience> audience = topics.audience(record.topic());
        if (audience.isEmpty()) {
            return fault(record, "topic " + record.topic() + " belongs to no audience");
        }
        try {
            CloudEvent event = KafkaCloudEvents.decode(record.headers(), record.value());
            return new Arrival(record, LogEvent.of(event, audience.get(), catalogue.schemaUri(event.type())), null);
        } catch (MalformedEventException malformed) {
            return fault(record, String.valueOf(malformed.getMessage()));
        }
    }

    private static Arrival fault(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOG.errorf(
                "record %s-%d@%d goes to quarantine: %s", record.topic(), record.partition(), record.offset(), reason);
        return new Arrival(record, null, reason);
    }

    private Uni<Void> append(List<Arrival> arrivals, List<OffsetMove> moves, int attempt) {
        return appender.append(arrivals, moves)
                .invoke(() -> {
                    offsets.advanced(moves);
                    logged(arrivals);
                })
                .replaceWithVoid()
                .onFailure(FencedException.class)
                .recoverWithUni(fenced -> giveUp(moves, fenced))
                .onFailure()
                .recoverWithUni(failure -> {
                    if (offsets.stopping()) {
                        return Uni.createFrom().failure(new CancellationException("the hub stops"));
                    }
                    metrics.retried();
                    if (DatabaseFailures.isUnavailable(failure)) {
                        LOG.warnf(failure, "%d records wait for PostgreSQL (attempt %d)", arrivals.size(), attempt);
                        return pause(attempt).chain(() -> append(arrivals, moves, attempt + 1));
                    }
                    return isolate(arrivals, moves, failure, attempt);
                });
    }

    private void logged(List<Arrival> arrivals) {
        Instant now = clock.instant();
        arrivals.forEach(arrival -> metrics.logged(
                Duration.between(Instant.ofEpochMilli(arrival.record().timestamp()), now)));
    }

    private Uni<Void> pause(int attempt) {
        long millis = Math.min(
                config.maxRetryInterval().toMillis(),
                config.minRetryInterval().toMillis() << Math.min(attempt - 1, 10));
        return Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(millis));
    }

    private Uni<Void> giveUp(List<OffsetMove> moves, Throwable fenced) {
        metrics.fenced();
        LOG.infof("batch given up: %s", fenced.getMessage());
        Set<TopicPartition> partitions =
                moves.stream().map(OffsetMove::partition).collect(Collectors.toSet());
        return reload(partitions, 1).chain(this::seek);
    }

    private Uni<Map<TopicPartition, Long>> reload(Set<TopicPartition> partitions, int attempt) {
        return offsets.reload(partitions)
                .onFailure()
                .recoverWithUni(failure -> offsets.stopping()
                        ? Uni.createFrom().failure(failure)
                        : pause(attempt).chain(() -> reload(partitions, attempt + 1)));
    }

    private Uni<Void> seek(Map<TopicPartition, Long> targets) {
        return seekNow(targets)
                .onFailure()
                .invoke(failure -> {
                    LOG.warn("seek failed and is tried again", failure);
                    fetchAgainSoon(targets.keySet());
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> seekNow(Map<TopicPartition, Long> targets) {
        return targets.isEmpty()
                ? Uni.createFrom().voidItem()
                : kafka.getConsumer(CHANNEL).runOnPollingThread(consumer -> {
                    Set<TopicPartition> assigned = consumer.assignment();
                    targets.forEach((partition, offset) -> {
                        if (assigned.contains(partition)) {
                            consumer.seek(partition, offset);
                        }
                    });
                });
    }

    /** PostgreSQL refuses something in the batch: record by record finds which, and only that one is put aside. */
    private Uni<Void> isolate(List<Arrival> arrivals, List<OffsetMove> moves, Throwable failure, int attempt) {
        if (arrivals.size() == 1) {
            LOG.error("PostgreSQL refuses an event, it goes to quarantine", failure);
            Arrival faulty = arrivals.get(0).withFault("PostgreSQL refuses it: " + failure.getMessage());
            boolean already = arrivals.get(0).event() == null;
            return already
                    ? pause(attempt).chain(() -> append(arrivals, moves, attempt + 1))
                    : append(List.of(faulty), moves, 1);
        }
        LOG.warnf(failure, "PostgreSQL refuses a batch of %d, trying record by record", arrivals.size());
        Map<TopicPartition, Long> at = new LinkedHashMap<>();
        moves.forEach(move -> at.put(move.partition(), move.expected()));
        List<Step> steps = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            long next = arrival.record().offset() + 1;
            Long expected = at.put(arrival.partition(), next);
            steps.add(new Step(arrival, new OffsetMove(arrival.partition(), expected == null ? next : expected, next)));
        }
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> append(List.of(step.arrival), List.of(step.move), 1))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private record Batch(List<Arrival> arrivals, List<OffsetMove> moves, Map<TopicPartition, Long> refetch) {}

    private record Step(Arrival arrival, OffsetMove move) {}
}

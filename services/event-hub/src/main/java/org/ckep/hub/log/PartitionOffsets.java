package org.ckep.hub.log;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where this process stands in the Kafka partitions that it has. PostgreSQL decides: at each assignment the consumer is
 * sent to the offset that was committed together with the log, whatever Kafka remembers for the group.
 */
@ApplicationScoped
class PartitionOffsets {
    private static final Logger LOG = Logger.getLogger(PartitionOffsets.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final String INSERT_MISSING = """
            insert into kafka_offset(topic, part, next)
            select * from unnest($1::text[], $2::int[], $3::bigint[]) order by 1, 2 on conflict do nothing""";

    private static final String LOAD = """
            select k.topic, k.part, k.next from kafka_offset k
            join unnest($1::text[], $2::int[]) as p(topic, part) on p.topic = k.topic and p.part = k.part""";

    private final Pool pool;
    private final LogConfig config;
    private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    PartitionOffsets(Pool pool, LogConfig config) {
        this.pool = pool;
        this.config = config;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    /**
     * Runs on the polling thread before anything is fetched, and waits there for PostgreSQL: a partition without its
     * offset must not be read.
     */
    void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (int attempt = 1; !partitions.isEmpty() && !stopping; attempt++) {
            try {
                Map<TopicPartition, Long> stored = load(consumer.beginningOffsets(partitions));
                stored.forEach((partition, next) -> {
                    consumer.seek(partition, next);
                    positions.put(partition, new Position(next, null));
                });
                LOG.debugf("assigned %s", stored);
                return;
            } catch (WakeupException woken) {
                LOG.debug("woken while reading offsets, reading them again");
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "offsets of %s cannot be read yet", partitions);
                sleep(attempt);
            }
        }
    }

    private void sleep(int attempt) {
        try {
            Thread.sleep(Math.min(config.maxRetryInterval().toMillis(), 200L * attempt));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** Records of these partitions that still wait here are no longer this process's to append. */
    void released(Collection<TopicPartition> partitions) {
        partitions.forEach(positions::remove);
    }

    private Map<TopicPartition, Long> load(Map<TopicPartition, Long> beginnings) {
        List<TopicPartition> partitions = List.copyOf(beginnings.keySet());
        Tuple missing = keys(partitions)
                .addArrayOfLong(partitions.stream().map(beginnings::get).toArray(Long[]::new));
        return pool.preparedQuery(INSERT_MISSING)
                .execute(missing)
                .chain(() -> load(partitions))
                .await()
                .atMost(ANSWER);
    }

    private Uni<Map<TopicPartition, Long>> load(Collection<TopicPartition> partitions) {
        return pool.preparedQuery(LOAD).execute(keys(List.copyOf(partitions))).map(rows -> {
            Map<TopicPartition, Long> stored = new HashMap<>();
            rows.forEach(row -> stored.put(
                    new TopicPartition(row.getString("topic"), row.getInteger("part")), row.getLong("next")));
            return stored;
        });
    }

    private static Tuple keys(List<TopicPartition> partitions) {
        return Tuple.tuple()
                .addArrayOfString(partitions.stream().map(TopicPartition::topic).toArray(String[]::new))
                .addArrayOfInteger(
                        partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new));
    }

    /**
     * What to do with records of a partition that begin at this offset.
     *
     * @param first offset of the first record that is not known yet
     */
    Continuity continuity(TopicPartition partition, long first) {
        Position position = positions.get(partition);
        if (position == null) {
            return Continuity.NOT_OURS;
        }
        if (first <= position.expected || Objects.equals(position.gapSeenAt, first)) {
            return Continuity.CONTINUES;
        }
        positions.replace(partition, position, new Position(position.expected, first));
        return Continuity.GAP;
    }

    /** The next offset to append, null where the partition is not assigned to this process. */
    @Nullable
    Long expected(TopicPartition partition) {
        Position position = positions.get(partition);
        return position == null ? null : position.expected;
    }

    /** After a commit. */
    void advanced(Collection<OffsetMove> moves) {
        moves.forEach(move -> positions.computeIfPresent(
                move.partition(),
                (partition, position) ->
                        position.expected == move.expected() ? new Position(move.next(), null) : position));
    }

    /** After losing a race: takes over what PostgreSQL says, for the partitions that are still assigned. */
    Uni<Map<TopicPartition, Long>> reload(Collection<TopicPartition> partitions) {
        return load(partitions)
                .invoke(stored -> stored.forEach((partition, next) ->
                        positions.computeIfPresent(partition, (assigned, position) -> new Position(next, null))));
    }

    /** How a batch of a partition follows what was appended before. */
    enum Continuity {
        /** Directly, or from further back. */
        CONTINUES,
        /** With offsets missing between; to be fetched again from the expected one, and accepted if that finds the same. */
        GAP,
        /** The partition has gone to another process. */
        NOT_OURS
    }

    /**
     * @param expected offset of the next record
     * @param gapSeenAt offset of the first record after a gap that was seen once: records of an earlier fetch may still
     *     come after a seek, so only the second sight proves that the gap is in Kafka (transaction markers)
     */
    private record Position(long expected, @Nullable Long gapSeenAt) {}
}

package org.ckep.hub.log;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an appending transaction writes about the records that it takes from Kafka. */
final class Intake {
    private static final String MOVE_OFFSETS = """
            update kafka_offset k set next = m.next
            from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) as m(topic, part, expected, next)
            where k.topic = m.topic and k.part = m.part and k.next = m.expected""";

    private static final String QUARANTINE = """
            insert into event_quarantine(topic, part, record_offset, record_key, headers, value, error)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing""";

    private Intake() {}

    /** Moves the offsets, or fails with {@link FencedException} where one is not where it is expected. */
    static Uni<Void> move(SqlConnection connection, Collection<OffsetMove> moves) {
        if (moves.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OffsetMove> sorted = moves.stream()
                .sorted(Comparator.comparing(
                                (OffsetMove move) -> move.partition().topic())
                        .thenComparing(move -> move.partition().partition()))
                .toList();
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        sorted.stream().map(move -> move.partition().topic()).toArray(String[]::new))
                .addArrayOfInteger(sorted.stream()
                        .map(move -> move.partition().partition())
                        .toArray(Integer[]::new))
                .addArrayOfLong(sorted.stream().map(OffsetMove::expected).toArray(Long[]::new))
                .addArrayOfLong(sorted.stream().map(OffsetMove::next).toArray(Long[]::new));
        return connection.preparedQuery(MOVE_OFFSETS).execute(parameters).map(moved -> {
            if (moved.rowCount() != sorted.size()) {
                throw new FencedException("another appender has moved one of " + sorted);
            }
            return null;
        });
    }

    /** Puts aside what is no event, where an operator finds it. */
    static Uni<Void> quarantine(SqlConnection connection, List<Arrival> faulty) {
        if (faulty.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = faulty.stream()
                .map(arrival -> Tuple.tuple()
                        .addString(arrival.record().topic())
                        .addInteger(arrival.record().partition())
                        .addLong(arrival.record().offset())
                        .addValue(buffer(arrival.record().key()))
                        .addJsonObject(arrival.headers())
                        .addValue(buffer(arrival.record().value()))
                        .addString(arrival.fault()))
                .toList();
        return connection.preparedQuery(QUARANTINE).executeBatch(rows).replaceWithVoid();
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }
}

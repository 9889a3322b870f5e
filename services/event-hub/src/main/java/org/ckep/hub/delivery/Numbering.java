package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.ckep.hub.proof.Chain;
import org.ckep.hub.proof.SubscriberEvent;
import org.jspecify.annotations.Nullable;

/**
 * Gives the next numbers and chain values of one subscription, within a transaction that holds the lock of its cursor,
 * and writes the deliveries and lanes that follow from them.
 */
final class Numbering {
    private static final String LOCK = """
            select next_pos, subseq, chain, digest_subseq, digest_chain from subscription_cursor
            where sub = $1 for update skip locked""";

    private static final String DELIVER = """
            insert into delivery(sub, subseq, pos, lane, hash, chain)
            select $1, * from unnest($2::bigint[], $3::bigint[], $4::text[], $5::bytea[], $6::bytea[])""";

    private static final String SAY = "insert into own_event(sub, subseq, body) values ($1, $2, $3)";

    /** Takes the lock of the row, so that a lane that is about to be deleted is waited for, and wakes one that rests. */
    private static final String OPEN_LANES = """
            insert into lane(sub, lane) select $1, * from unnest($2::text[]) as l(lane) order by 2
            on conflict (sub, lane) do update set
              next_at = case when lane.next_at = 'infinity' then now() else lane.next_at end""";

    private static final String MARK = "update delivery set listed = true where sub = $1 and subseq = any($2)";

    private static final String ADVANCE = """
            update subscription_cursor set next_pos = $2, subseq = $3, chain = $4 where sub = $1""";

    private final UUID sub;
    private final long nextPos;
    private final long digestSubseq;
    private final byte[] digestChain;
    private String ordering = "subject";
    private long subseq;
    private byte[] chain;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Long> listed = new ArrayList<>();

    private Numbering(UUID sub, Row cursor) {
        this.sub = sub;
        this.nextPos = cursor.getLong("next_pos");
        this.subseq = cursor.getLong("subseq");
        this.chain = cursor.getBuffer("chain").getBytes();
        this.digestSubseq = cursor.getLong("digest_subseq");
        this.digestChain = cursor.getBuffer("digest_chain").getBytes();
    }

    /** Locks the cursor; null where the subscription is gone or somebody else holds it. */
    static Uni<@Nullable Numbering> lock(SqlConnection connection, UUID sub) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(sub))
                .map(rows -> rows.size() == 0
                        ? null
                        : new Numbering(sub, rows.iterator().next()));
    }

    /** How lanes are made: {@code subject}, {@code subscription} or {@code none}. */
    Numbering ordered(String by) {
        ordering = by;
        return this;
    }

    UUID sub() {
        return sub;
    }

    long nextPos() {
        return nextPos;
    }

    long subseq() {
        return subseq;
    }

    byte[] chain() {
        return chain.clone();
    }

    long digestSubseq() {
        return digestSubseq;
    }

    byte[] digestChain() {
        return digestChain.clone();
    }

    /** Takes over an event of the log. */
    void take(long pos, String partitionKey, byte[] body) {
        add(pos, partitionKey, body, null);
    }

    /** Takes over something that the hub itself says. */
    void say(String partitionKey, byte[] body) {
        add(null, partitionKey, body, body);
    }

    /** Remembers that something which is said names these numbers as given up. */
    void list(List<Long> numbers) {
        listed.addAll(numbers);
    }

    private void add(@Nullable Long pos, String partitionKey, byte[] body, byte @Nullable [] said) {
        subseq++;
        byte[] hash = Chain.hash(SubscriberEvent.numbered(body, subseq));
        chain = Chain.next(chain, hash);
        String lane =
                switch (ordering) {
                    case "subscription" -> "*";
                    case "none" -> "#" + subseq;
                    default -> partitionKey;
                };
        entries.add(new Entry(subseq, pos, lane, hash, chain, said));
    }

    /**
     * Writes everything.
     *
     * @param next the position of the log to go on at
     * @param hasLanes false where the subscriber fetches
     */
    Uni<Integer> write(SqlConnection connection, long next, boolean hasLanes) {
        Uni<Void> written = Uni.createFrom().voidItem();
        if (!entries.isEmpty()) {
            written = connection.preparedQuery(DELIVER).execute(deliveries()).replaceWithVoid();
            for (Entry entry : entries) {
                byte[] said = entry.said;
                if (said != null) {
                    written = written.chain(() -> connection
                            .preparedQuery(SAY)
                            .execute(Tuple.of(sub, entry.subseq, Buffer.buffer(said)))
                            .replaceWithVoid());
                }
            }
            if (hasLanes) {
                String[] lanes = entries.stream()
                        .map(entry -> entry.lane)
                        .distinct()
                        .sorted()
                        .toArray(String[]::new);
                written = written.chain(() -> connection
                        .preparedQuery(OPEN_LANES)
                        .execute(Tuple.tuple().addUUID(sub).addArrayOfString(lanes))
                        .replaceWithVoid());
            }
        }
        if (!listed.isEmpty()) {
            // After the lanes' locks, like everybody who writes to deliveries that have lanes.
            written = written.chain(() -> connection
                    .preparedQuery(MARK)
                    .execute(Tuple.of(sub, listed.toArray(Long[]::new)))
                    .replaceWithVoid());
        }
        return written.chain(() ->
                        connection.preparedQuery(ADVANCE).execute(Tuple.of(sub, next, subseq, Buffer.buffer(chain))))
                .replaceWith(entries.size());
    }

    private Tuple deliveries() {
        return Tuple.tuple()
                .addUUID(sub)
                .addArrayOfLong(entries.stream().map(Entry::subseq).toArray(Long[]::new))
                .addArrayOfLong(entries.stream().map(Entry::pos).toArray(Long[]::new))
                .addArrayOfString(entries.stream().map(Entry::lane).toArray(String[]::new))
                .addValue(
                        entries.stream().map(entry -> Buffer.buffer(entry.hash)).toArray(Buffer[]::new))
                .addValue(entries.stream()
                        .map(entry -> Buffer.buffer(entry.chain))
                        .toArray(Buffer[]::new));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(
            long subseq, @Nullable Long pos, String lane, byte[] hash, byte[] chain, byte @Nullable [] said) {

        private Entry {
            Objects.requireNonNull(lane);
        }
    }
}

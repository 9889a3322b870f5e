package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.proof.Chain;
import org.ckep.hub.proof.SubscriberEvent;
import org.jspecify.annotations.Nullable;

/**
 * Gives the next numbers and chain values of one subscription, within a transaction that holds the lock of its cursor;
 * {@link NumberedEvents} writes what follows from them.
 */
final class Numbering {
    private static final String LOCK = """
            select sub, next_pos, is_cut, subseq, chain, digest_subseq, digest_chain, now() as now
            from subscription_cursor where sub = any($1) order by sub for update skip locked""";

    private final UUID sub;
    private final long nextPos;
    private final boolean wasCut;
    private final long digestSubseq;
    private final byte[] digestChain;
    private final long lockedAt;
    private String ordering = "subject";
    private boolean hasLanes = true;
    private Projection projection = Projection.WHOLE;
    private @Nullable Integer revision;
    private int claimable;
    private int inARow;
    private long goesOnAt;
    private boolean isCut;
    private long subseq;
    private byte[] chain;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Long> listed = new ArrayList<>();

    private Numbering(Row cursor) {
        this.sub = cursor.getUUID("sub");
        this.nextPos = cursor.getLong("next_pos");
        this.wasCut = cursor.getBoolean("is_cut");
        this.isCut = wasCut;
        this.goesOnAt = nextPos;
        this.subseq = cursor.getLong("subseq");
        this.chain = cursor.getBuffer("chain").getBytes();
        this.digestSubseq = cursor.getLong("digest_subseq");
        this.digestChain = cursor.getBuffer("digest_chain").getBytes();
        this.lockedAt = cursor.getOffsetDateTime("now").toInstant().toEpochMilli();
    }

    /** Locks the cursors; those of subscriptions that are gone or that somebody else holds are missing. */
    static Uni<List<Numbering>> lock(SqlConnection connection, Collection<UUID> subs) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Numbering> locked = new ArrayList<>();
                    rows.forEach(row -> locked.add(new Numbering(row)));
                    return locked;
                });
    }

    /** How lanes are made: {@code subject}, {@code subscription} or {@code none}. */
    Numbering ordered(String by) {
        ordering = by;
        return this;
    }

    /** False where the subscriber fetches: then there are no lanes. */
    Numbering delivered(boolean byWebhook) {
        hasLanes = byWebhook;
        return this;
    }

    /**
     * What is kept of the data of the log's events; what the hub itself says stays whole.
     *
     * @param stored names the projection where it is stored, null where everything is kept
     */
    Numbering keeping(Projection wanted, @Nullable Integer stored) {
        projection = wanted;
        revision = stored;
        return this;
    }

    /** How many of the lanes that are made are claimed with that, and for how many events of each at most. */
    Numbering claiming(int lanes, int eventsInARow) {
        claimable = lanes;
        inARow = eventsInARow;
        return this;
    }

    /** The position of the log to go on at, where it is another than before; what was missing before it is dealt with. */
    Numbering goingOnAt(long pos) {
        goesOnAt = pos;
        isCut = false;
        return this;
    }

    UUID sub() {
        return sub;
    }

    long nextPos() {
        return nextPos;
    }

    long goesOnAt() {
        return goesOnAt;
    }

    /** True where the log before this one had dropped what came next. */
    boolean wasCut() {
        return wasCut;
    }

    /** True where that is still to be dealt with. */
    boolean isCut() {
        return isCut;
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

    /** The database's clock at the beginning of the transaction, in Unix milliseconds. */
    long lockedAt() {
        return lockedAt;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Long> listed() {
        return listed;
    }

    /** Takes over an event of the log. */
    void take(LogPages.LoggedEvent event) {
        add(event.pos(), event.partitionKey(), projection.apply(event.body()), event.recordedAt(), revision);
    }

    /** Takes over something that the hub itself says. */
    void say(String partitionKey, byte[] body) {
        add(null, partitionKey, body, null, null);
    }

    /**
     * Gives up what the log has dropped before it was looked at, by one number, since nobody knows any more how much of it was
     * wanted. There is nothing to hash: the value links the chain, and the digest that lists the number tells it.
     */
    void lose() {
        subseq++;
        byte[] hash = Chain.hash(("lost " + sub + " " + subseq).getBytes(StandardCharsets.US_ASCII));
        chain = Chain.next(chain, hash);
        // At the next position of another log than the one that dropped it there is an event.
        entries.add(new Entry(
                wasCut ? 0L : nextPos,
                "#" + subseq,
                hash,
                null,
                new Head(subseq, chain, null, Projection.WHOLE, null, false)));
    }

    /** What was given up by {@link #lose} just now, is stored nowhere yet, and is named by nothing that is said. */
    List<Entry> lostNow() {
        return entries.stream()
                .filter(entry -> entry.isLost() && !listed.contains(entry.head().subseq()))
                .toList();
    }

    /** Remembers that something which is said names these numbers as given up. */
    void list(List<Long> numbers) {
        listed.addAll(numbers);
    }

    private void add(
            @Nullable Long pos,
            String partitionKey,
            byte[] body,
            @Nullable Long recordedAt,
            @Nullable Integer projected) {
        subseq++;
        byte[] hash = Chain.hash(SubscriberEvent.numbered(body, subseq));
        chain = Chain.next(chain, hash);
        String lane =
                switch (ordering) {
                    case "subscription" -> "*";
                    case "none" -> "#" + subseq;
                    default -> partitionKey;
                };
        entries.add(new Entry(
                pos, lane, hash, projected, new Head(subseq, chain, body, Projection.WHOLE, recordedAt, false)));
    }

    /** The lanes that need to be open, with what may be sent of each if it is made now: nothing where it is not claimed. */
    Map<String, List<Head>> lanes() {
        Map<String, List<Head>> lanes = new LinkedHashMap<>();
        if (!hasLanes) {
            return lanes;
        }
        for (Entry entry : entries) {
            if (entry.isLost()) {
                continue;
            }
            List<Head> heads = lanes.get(entry.lane);
            if (heads == null) {
                heads = new ArrayList<>();
                lanes.put(entry.lane, heads);
                if (lanes.size() <= claimable) {
                    heads.add(entry.head);
                }
            } else if (!heads.isEmpty() && heads.size() < inARow) {
                heads.add(entry.head);
            }
        }
        return lanes;
    }

    /**
     * One number.
     *
     * @param pos in the log, null for what the hub itself says
     * @param projected names what was kept of it, null where it is whole
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(
            @Nullable Long pos,
            String lane,
            byte[] hash,
            @Nullable Integer projected,
            Head head) {
        Entry {
            Objects.requireNonNull(lane);
        }

        /** True where an event of the log stands behind it: it is not lost, and nothing that the hub itself says. */
        boolean isOfTheLog() {
            return pos != null && !isLost();
        }

        /** True where there is no event to it. */
        boolean isLost() {
            return head.event() == null;
        }
    }
}

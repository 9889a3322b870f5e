package org.ckep.hub.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.hub.log.CanonicalJson;
import org.ckep.hub.proof.Digest;
import org.ckep.hub.signing.PlatformKeys;
import org.ckep.hub.signing.SigningKey;
import org.jboss.logging.Logger;

/** Puts signed digests into subscriptions: after so many events, and after a while where something is new. */
@ApplicationScoped
public class Digests {
    /** Type of a digest's event. */
    public static final String TYPE = "org.ckep.delivery.digest.issued.v1";

    private static final Logger LOG = Logger.getLogger(Digests.class);

    /** Gaps that one digest lists, so that its event keeps below the 64 KiB that every intermediary forwards. */
    static final int MOST_GAPS = 500;

    /** The condition is that of the index of what is listed nowhere. */
    static final String GAPS = """
            select subseq, hash, state from delivery
            where sub = $1 and state in ('SKIPPED', 'EXPIRED', 'WITHHELD') and not listed order by subseq limit $2""";

    private static final String REMEMBER = """
            update subscription_cursor set digest_subseq = $2, digest_at = now(), digest_chain = $3 where sub = $1""";

    /**
     * What is new beside the last digest itself, and what was given up and is listed nowhere. A digest that was given up
     * itself is no reason for another one.
     */
    private static final String DUE = """
            select s.id, s.audience, s.ordering, s.protocol
            from subscription s join subscription_cursor c on c.sub = s.id
            where s.state <> 'RETIRED' and c.digest_at < $1
              and (c.subseq > c.digest_subseq + case when c.digest_subseq = 0 then 0 else 1 end
                   or exists (select 1 from delivery d where d.sub = s.id and d.state in ('SKIPPED', 'EXPIRED', 'WITHHELD')
                              and not d.listed and d.pos is not null))
            limit 500""";

    private final Pool pool;
    private final PlatformKeys keys;
    private final HubEvents events;
    private final DeliveryConfig config;

    Digests(@ReactiveDataSource("delivery") Pool pool, PlatformKeys keys, HubEvents events, DeliveryConfig config) {
        this.pool = pool;
        this.keys = keys;
        this.events = events;
        this.config = config;
    }

    /** Adds a digest to what is being numbered, where enough is new. */
    Uni<Void> addIfDue(SqlConnection connection, String audience, Numbering numbering) {
        return numbering.subseq() - numbering.digestSubseq() >= config.digestEvents()
                ? add(connection, audience, numbering).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** Adds a digest, and tells whether gaps may be left for another one. */
    private Uni<Boolean> add(SqlConnection connection, String audience, Numbering numbering) {
        return keys.current().chain(key -> gaps(connection, numbering.sub()).chain(stored -> {
            List<Digest.Gap> gaps = new ArrayList<>(stored);
            numbering
                    .lostNow()
                    .forEach(lost -> gaps.add(new Digest.Gap(lost.head().subseq(), lost.hash(), "expired")));
            Digest digest = new Digest(
                    numbering.sub(),
                    numbering.digestSubseq() + 1,
                    numbering.subseq(),
                    numbering.digestChain(),
                    numbering.chain(),
                    gaps);
            numbering.list(gaps.stream().map(Digest.Gap::subseq).toList());
            Instant at = Instant.ofEpochMilli(numbering.lockedAt());
            numbering.say(HubEvents.subject(numbering.sub()), event(audience, digest, at, key));
            return connection
                    .preparedQuery(REMEMBER)
                    .execute(Tuple.of(numbering.sub(), digest.last(), Buffer.buffer(digest.chain())))
                    .replaceWith(stored.size() == MOST_GAPS);
        }));
    }

    private static Uni<List<Digest.Gap>> gaps(SqlConnection connection, UUID sub) {
        return connection.preparedQuery(GAPS).execute(Tuple.of(sub, MOST_GAPS)).map(rows -> {
            List<Digest.Gap> gaps = new ArrayList<>();
            rows.forEach(row -> gaps.add(gap(row)));
            return gaps;
        });
    }

    private static Digest.Gap gap(Row row) {
        return new Digest.Gap(
                row.getLong("subseq"),
                row.getBuffer("hash").getBytes(),
                row.getString("state").toLowerCase(Locale.ROOT));
    }

    private byte[] event(String audience, Digest digest, Instant at, SigningKey key) {
        ObjectNode event = events.about(digest.subscription(), audience, TYPE, at, digest.json());
        event.put("ckkeyid", key.kid());
        event.put("cksignature", Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(digest.canonical())));
        return CanonicalJson.write(event).getBytes(StandardCharsets.UTF_8);
    }

    @Scheduled(
            identity = "digests",
            every = "5m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return DatabaseClock.now(pool)
                .chain(now -> addDue(now.minus(config.digestInterval())))
                .onFailure()
                .invoke(failure -> LOG.warn("digests wait for the next run", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /**
     * Adds a digest to every subscription in which something is new since before the given time, as many as list all of its
     * gaps, and tells to how many. One that fails waits for the next run and keeps no other from its own.
     */
    Uni<Integer> addDue(OffsetDateTime lastBefore) {
        return pool.preparedQuery(DUE).execute(Tuple.of(lastBefore)).chain(rows -> {
            List<Row> due = new ArrayList<>();
            rows.forEach(due::add);
            return Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUniAndConcatenate(row -> addAll(row)
                            .onFailure()
                            .invoke(failure -> LOG.warnf(failure, "the digest of %s waits", row.getUUID("id")))
                            .onFailure()
                            .recoverWithItem(0))
                    .filter(written -> written > 0)
                    .collect()
                    .asList()
                    .map(List::size);
        });
    }

    private Uni<Integer> addAll(Row due) {
        return add(due).chain(
                        added -> added.more() ? addAll(due) : Uni.createFrom().item(added.amount()));
    }

    private record Added(int amount, boolean more) {}

    private Uni<Added> add(Row due) {
        long begun = System.nanoTime();
        return pool.withTransaction(connection -> Numbering.lock(connection, List.of(due.getUUID("id")))
                .chain(locked -> locked.isEmpty()
                        ? Uni.createFrom().item(new Added(0, false))
                        : add(
                                        connection,
                                        due.getString("audience"),
                                        locked.get(0)
                                                .ordered(due.getString("ordering"))
                                                .delivered(due.getString("protocol")
                                                        .equals("HTTP")))
                                .chain(more -> new NumberedEvents(locked)
                                        .write(connection, config.leasePeriod().toMillis(), begun)
                                        .map(written -> new Added(written.amount(), more)))));
    }
}

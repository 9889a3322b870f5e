package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.hub.signing.KeyAlgorithm;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.signing.SigningKey;
import org.ckep.hub.sink.EndpointAccess;
import org.jspecify.annotations.Nullable;

/**
 * Where subscriptions are delivered and by which keys. Read and decrypted once per version of a subscription: whatever
 * changes any of it, state, keys and credentials included, changes the version, and whoever claims learns the version
 * with the claim, so a change holds at once in every process. What is not delivered any more, or not for some minutes,
 * is forgotten, keys and credentials with it.
 */
@ApplicationScoped
class Recipients {
    private static final int MAX_KNOWN = 10_000;
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(5);

    /** In one statement, so that all of it is of the version that it names. */
    private static final String ACTIVE = "select s.version, s.sink, s.mode, s.ordering, s.on_exhausted, k.kid, k.alg, "
            + "k.material, k.not_before, k.not_after, now() as now, " + EndpointCredentials.COLUMNS
            + " from subscription s " + EndpointCredentials.JOINS
            + " left join subscription_key k on k.sub = s.id and (k.not_after is null or k.not_after > now())"
            + " where s.id = any($1) and s.state = 'ACTIVE' and s.protocol = 'HTTP'"
            + " order by s.id, k.not_before desc, k.kid";

    private final Pool pool;
    private final KeyVault vault;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    Recipients(@ReactiveDataSource("delivery") Pool pool, KeyVault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    /** Those of the subscriptions that may be delivered now, read anew. */
    Uni<Map<UUID, Recipient>> of(Collection<UUID> subs) {
        return read(pool, subs).map(read -> {
            Map<UUID, Recipient> recipients = new HashMap<>();
            read.forEach((sub, one) -> recipients.put(sub, one.at(one.readAt)));
            return recipients;
        });
    }

    /**
     * The same of subscriptions whose present versions are known.
     *
     * @param now the database's clock, in Unix milliseconds
     */
    Uni<Map<UUID, Recipient>> of(Map<UUID, Integer> versions, long now) {
        return of(pool, versions, now);
    }

    /** The same within a transaction. */
    Uni<Map<UUID, Recipient>> of(SqlClient client, Map<UUID, Integer> versions, long now) {
        Map<UUID, Recipient> recipients = new HashMap<>();
        List<UUID> unknown = new ArrayList<>();
        versions.forEach((sub, version) -> {
            Known one = known.get(sub);
            if (one != null && one.version == version) {
                recipients.put(sub, one.at(now));
            } else {
                unknown.add(sub);
            }
        });
        return unknown.isEmpty()
                ? Uni.createFrom().item(recipients)
                : read(client, unknown).map(read -> {
                    read.forEach((sub, one) -> recipients.put(sub, one.at(now)));
                    return recipients;
                });
    }

    @Scheduled(
            identity = "recipients-unused",
            every = "1m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void forgetUnused() {
        forgetUnused(KEPT_UNUSED);
    }

    void forgetUnused(Duration least) {
        long now = System.nanoTime();
        known.values().removeIf(one -> now - one.usedAt >= least.toNanos());
    }

    boolean isKnown(UUID sub) {
        return known.containsKey(sub);
    }

    private Uni<Map<UUID, Known>> read(SqlClient client, Collection<UUID> subs) {
        return vault.sealer().chain(sealer -> client.preparedQuery(ACTIVE)
                .execute(Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Known> read = new HashMap<>();
                    rows.forEach(row -> read.computeIfAbsent(row.getUUID("id"), sub -> Known.of(row, sealer))
                            .add(row, sealer));
                    if (known.size() >= MAX_KNOWN) {
                        known.clear();
                    }
                    // Paused or retired since.
                    subs.stream().filter(sub -> !read.containsKey(sub)).forEach(known::remove);
                    read.forEach((sub, one) ->
                            known.merge(sub, one, (before, after) -> before.version > after.version ? before : after));
                    return read;
                }));
    }

    /** A subscription in one version, with keys that sign now or later. */
    private static final class Known {
        private final UUID sub;
        private final int version;
        private final long readAt;
        private final String sink;
        private final boolean isBinary;
        private final boolean isOrdered;
        private final boolean marksGaps;
        private final EndpointAccess access;
        private final List<Key> keys = new ArrayList<>();
        private volatile long usedAt = System.nanoTime();

        private Known(Row row, EndpointAccess access) {
            this.sub = row.getUUID("id");
            this.version = row.getInteger("version");
            this.readAt = millis(row.getOffsetDateTime("now"));
            this.sink = row.getString("sink");
            this.isBinary = row.getString("mode").equals("binary");
            this.isOrdered = !row.getString("ordering").equals("none");
            this.marksGaps = row.getString("on_exhausted").equals("skip-and-mark");
            this.access = access;
        }

        static Known of(Row row, KeyVault.Sealer sealer) {
            return new Known(row, EndpointCredentials.access(row, sealer));
        }

        /** While it is read, before others see it. */
        void add(Row row, KeyVault.Sealer sealer) {
            String kid = row.getString("kid");
            if (kid != null) {
                OffsetDateTime end = row.getOffsetDateTime("not_after");
                keys.add(new Key(
                        sealer.open(
                                kid,
                                KeyAlgorithm.of(row.getString("alg")),
                                row.getBuffer("material").getBytes()),
                        millis(row.getOffsetDateTime("not_before")),
                        end == null ? null : millis(end)));
            }
        }

        Recipient at(long now) {
            usedAt = System.nanoTime();
            return new Recipient(
                    sub,
                    version,
                    sink,
                    isBinary,
                    isOrdered,
                    marksGaps,
                    keys.stream().filter(key -> key.signsAt(now)).map(Key::key).toList(),
                    access);
        }

        private static long millis(OffsetDateTime time) {
            return time.toInstant().toEpochMilli();
        }
    }

    /** A key and when it signs, in Unix milliseconds by the database's clock. */
    private record Key(SigningKey key, long from, @Nullable Long until) {
        boolean signsAt(long now) {
            return from <= now && (until == null || now < until);
        }
    }
}

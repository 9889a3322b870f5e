package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.hub.signing.KeyAlgorithm;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.signing.SigningKey;
import org.ckep.hub.sink.ClientCredentials;

/** Where subscriptions are delivered and by which keys: read anew for each claim, so that a change holds at once. */
@ApplicationScoped
class Recipients {
    private static final int MAX_OPENED = 10_000;

    private static final String ACTIVE = """
            select id, sink, mode, ordering, on_exhausted from subscription
            where id = any($1) and state = 'ACTIVE' and protocol = 'HTTP'""";

    private static final String KEYS = """
            select sub, kid, alg, material from subscription_key
            where sub = any($1) and not_before <= now() and (not_after is null or not_after > now())
            order by not_before desc, kid""";

    private final Pool pool;
    private final KeyVault vault;
    private final EndpointCredentials credentials;

    /** Decrypting a key costs more than signing with it. */
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    Recipients(@ReactiveDataSource("delivery") Pool pool, KeyVault vault, EndpointCredentials credentials) {
        this.pool = pool;
        this.vault = vault;
        this.credentials = credentials;
    }

    /** Those of the subscriptions that may be delivered now. */
    Uni<Map<UUID, Recipient>> of(Collection<UUID> subs) {
        return of(pool, subs);
    }

    /** The same within a transaction. */
    Uni<Map<UUID, Recipient>> of(SqlClient client, Collection<UUID> subs) {
        Tuple ids = Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new));
        return vault.sealer().chain(sealer -> Uni.combine()
                .all()
                .unis(
                        client.preparedQuery(ACTIVE).execute(ids),
                        client.preparedQuery(KEYS).execute(ids),
                        credentials.of(client, subs))
                .collectFailures()
                .with((rows, keys, held) -> recipients(rows, keys(keys, sealer), held)));
    }

    private Map<UUID, List<SigningKey>> keys(RowSet<Row> rows, KeyVault.Sealer sealer) {
        Map<UUID, List<SigningKey>> keys = new HashMap<>();
        rows.forEach(row -> keys.computeIfAbsent(row.getUUID("sub"), sub -> new ArrayList<>())
                .add(key(row, sealer)));
        return keys;
    }

    private SigningKey key(Row row, KeyVault.Sealer sealer) {
        String kid = row.getString("kid");
        byte[] stored = row.getBuffer("material").getBytes();
        Opened known = opened.get(kid);
        if (known != null && Arrays.equals(known.stored, stored)) {
            return known.key;
        }
        SigningKey key = sealer.open(kid, KeyAlgorithm.of(row.getString("alg")), stored);
        if (opened.size() >= MAX_OPENED) {
            opened.clear();
        }
        opened.put(kid, new Opened(stored, key));
        return key;
    }

    private static Map<UUID, Recipient> recipients(
            RowSet<Row> rows, Map<UUID, List<SigningKey>> keys, Map<UUID, ClientCredentials> credentials) {
        Map<UUID, Recipient> recipients = new HashMap<>();
        rows.forEach(row -> recipients.put(
                row.getUUID("id"),
                new Recipient(
                        row.getUUID("id"),
                        row.getString("sink"),
                        row.getString("mode").equals("binary"),
                        !row.getString("ordering").equals("none"),
                        row.getString("on_exhausted").equals("skip-and-mark"),
                        keys.getOrDefault(row.getUUID("id"), List.of()),
                        credentials.get(row.getUUID("id")))));
        return recipients;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Opened(byte[] stored, SigningKey key) {}
}

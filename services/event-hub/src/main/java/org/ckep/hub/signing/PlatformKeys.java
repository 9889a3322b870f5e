package org.ckep.hub.signing;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The platform's own keys (ed25519), by which digests are signed. Made at first use; public keys stay published. */
@ApplicationScoped
public class PlatformKeys {
    private static final String NEWEST =
            "select kid, material from platform_key where not_before <= now() order by not_before desc, kid limit 1";
    private static final String ADD =
            "insert into platform_key(kid, material, public_key, not_before) values ($1, $2, $3, now())";

    private final Pool pool;
    private final KeyVault vault;
    private volatile @Nullable SigningKey current;

    PlatformKeys(@ReactiveDataSource("delivery") Pool pool, KeyVault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    /** The key to sign with. */
    public Uni<SigningKey> current() {
        SigningKey known = current;
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return vault.sealer()
                .chain(sealer -> pool.withTransaction(connection -> connection
                        .query("select pg_advisory_xact_lock(hashtext('platform_key'))")
                        .execute()
                        .chain(() -> newest(connection, sealer))
                        .chain(found -> found != null ? Uni.createFrom().item(found) : add(connection, sealer))))
                .invoke(key -> current = key);
    }

    private static Uni<@Nullable SigningKey> newest(SqlConnection connection, KeyVault.Sealer sealer) {
        return connection
                .query(NEWEST)
                .execute()
                .map(rows -> rows.size() == 0
                        ? null
                        : sealer.open(
                                rows.iterator().next().getString("kid"),
                                KeyAlgorithm.V1A,
                                rows.iterator().next().getBuffer("material").getBytes()));
    }

    private static Uni<SigningKey> add(SqlConnection connection, KeyVault.Sealer sealer) {
        SigningKey made = SigningKey.generate(KeyAlgorithm.V1A);
        byte[] publicKey = Objects.requireNonNull(made.publicKey());
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(made.kid(), Buffer.buffer(sealer.seal(made)), Buffer.buffer(publicKey)))
                .replaceWith(made);
    }

    /** The public keys that ever signed, newest first. */
    public Uni<List<JsonWebKey>> published() {
        return current().chain(() -> pool.query(
                        "select kid, public_key from platform_key order by not_before desc, kid")
                .execute()
                .map(rows -> {
                    List<JsonWebKey> keys = new ArrayList<>();
                    rows.forEach(row -> keys.add(JsonWebKey.of(
                            row.getString("kid"), row.getBuffer("public_key").getBytes())));
                    return keys;
                }));
    }
}

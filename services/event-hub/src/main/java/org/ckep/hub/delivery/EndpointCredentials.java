package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.sink.ClientCredentials;

/** Reads and writes the client credentials by which deliveries show who they are; in the database they are encrypted. */
@ApplicationScoped
public class EndpointCredentials {
    private static final String READ = """
            select sub, token_url, client_id, scope, secret, changed_at from subscription_authorization
            where sub = any($1)""";

    private static final String WRITE = """
            insert into subscription_authorization(sub, token_url, client_id, scope, secret) values ($1, $2, $3, $4, $5)
            on conflict (sub) do update set token_url = excluded.token_url, client_id = excluded.client_id,
              scope = excluded.scope, secret = excluded.secret, changed_at = now()""";

    private final Pool pool;
    private final KeyVault vault;

    EndpointCredentials(@ReactiveDataSource("delivery") Pool pool, KeyVault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    /** The credentials of those subscriptions that have some. */
    public Uni<Map<UUID, ClientCredentials>> of(Collection<UUID> subs) {
        return of(pool, subs);
    }

    Uni<Map<UUID, ClientCredentials>> of(SqlClient client, Collection<UUID> subs) {
        return vault.sealer().chain(sealer -> client.preparedQuery(READ)
                .execute(Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, ClientCredentials> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getUUID("sub"), credentials(row, sealer)));
                    return found;
                }));
    }

    private static ClientCredentials credentials(Row row, KeyVault.Sealer sealer) {
        UUID sub = row.getUUID("sub");
        return new ClientCredentials(
                sub + " " + row.getOffsetDateTime("changed_at"),
                URI.create(row.getString("token_url")),
                row.getString("client_id"),
                new String(sealer.open(name(sub), row.getBuffer("secret").getBytes()), StandardCharsets.UTF_8),
                row.getString("scope"));
    }

    /** Writes credentials in the caller's transaction, in the place of those before. */
    public Uni<Void> write(SqlClient connection, UUID sub, ClientCredentials credentials) {
        return vault.sealer().chain(sealer -> connection
                .preparedQuery(WRITE)
                .execute(Tuple.of(
                        sub,
                        credentials.tokenUrl().toString(),
                        credentials.clientId(),
                        credentials.scope(),
                        Buffer.buffer(sealer.seal(
                                name(sub), credentials.clientSecret().getBytes(StandardCharsets.UTF_8)))))
                .replaceWithVoid());
    }

    /** What the stored secret is bound to, so that it cannot be moved to another subscription. */
    private static String name(UUID sub) {
        return "authorization " + sub;
    }
}

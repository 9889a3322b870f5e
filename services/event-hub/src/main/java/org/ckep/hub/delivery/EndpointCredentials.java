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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.sink.BearerCredentials;
import org.ckep.hub.sink.ClientCertificate;
import org.ckep.hub.sink.ClientCredentials;
import org.ckep.hub.sink.EndpointAccess;
import org.ckep.hub.sink.StaticToken;
import org.jspecify.annotations.Nullable;

/** Reads and writes that by which deliveries show who they are; in the database what is secret of it is encrypted. */
@ApplicationScoped
public class EndpointCredentials {
    /** Of a subscription {@code s}, to be read by {@link #access}. */
    static final String COLUMNS =
            "s.id, s.owner, a.token_url, a.client_id, a.scope, a.secret, a.ends_at as token_ends_at, "
                    + "a.changed_at as authorized_at, c.chain as certificate_chain, c.private_key, c.authorities, c.ends_at, c.changed_at as certified_at";

    static final String JOINS = "left join subscription_authorization a on a.sub = s.id "
            + "left join subscription_certificate c on c.sub = s.id";

    private static final String READ = "select " + COLUMNS + " from subscription s " + JOINS + " where s.id = $1";

    private static final String WRITE_CREDENTIALS = """
            insert into subscription_authorization(sub, token_url, client_id, scope, secret, ends_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (sub) do update set token_url = excluded.token_url, client_id = excluded.client_id,
              scope = excluded.scope, secret = excluded.secret, ends_at = excluded.ends_at, changed_at = now()""";

    private static final String WRITE_CERTIFICATE = """
            insert into subscription_certificate(sub, chain, private_key, authorities, ends_at) values ($1, $2, $3, $4, $5)
            on conflict (sub) do update set chain = excluded.chain, private_key = excluded.private_key,
              authorities = excluded.authorities, ends_at = excluded.ends_at, changed_at = now()""";

    private final Pool pool;
    private final KeyVault vault;

    EndpointCredentials(@ReactiveDataSource("delivery") Pool pool, KeyVault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    /** How the endpoint of a subscription is come to now. */
    public Uni<EndpointAccess> of(UUID sub) {
        return vault.sealer().chain(sealer -> pool.preparedQuery(READ)
                .execute(Tuple.of(sub))
                .map(rows -> rows.size() == 0
                        ? EndpointAccess.open(sub.toString())
                        : access(rows.iterator().next(), sealer)));
    }

    /** Opens what a row of {@link #COLUMNS} holds. */
    static EndpointAccess access(Row row, KeyVault.Sealer sealer) {
        return new EndpointAccess(row.getString("owner"), credentials(row, sealer), certificate(row, sealer));
    }

    private static @Nullable BearerCredentials credentials(Row row, KeyVault.Sealer sealer) {
        UUID sub = row.getUUID("id");
        if (row.getBuffer("secret") == null) {
            return null;
        }
        String tokenUrl = row.getString("token_url");
        if (tokenUrl == null) {
            OffsetDateTime end = row.getOffsetDateTime("token_ends_at");
            return new StaticToken(secret(row, sealer, tokenOf(sub)), end == null ? null : end.toInstant());
        }
        return new ClientCredentials(
                sub + " " + row.getOffsetDateTime("authorized_at"),
                URI.create(tokenUrl),
                row.getString("client_id"),
                secret(row, sealer, credentialsOf(sub)),
                row.getString("scope"));
    }

    private static String secret(Row row, KeyVault.Sealer sealer, String boundTo) {
        return new String(sealer.open(boundTo, row.getBuffer("secret").getBytes()), StandardCharsets.UTF_8);
    }

    private static @Nullable ClientCertificate certificate(Row row, KeyVault.Sealer sealer) {
        UUID sub = row.getUUID("id");
        return row.getString("certificate_chain") == null
                ? null
                : new ClientCertificate(
                        sub + " " + row.getOffsetDateTime("certified_at"),
                        row.getString("certificate_chain"),
                        sealer.open(
                                certificateOf(sub), row.getBuffer("private_key").getBytes()),
                        row.getString("authorities"),
                        row.getOffsetDateTime("ends_at").toInstant());
    }

    /** Writes credentials in the caller's transaction, in the place of those before. */
    public Uni<Void> write(SqlClient connection, UUID sub, BearerCredentials credentials) {
        return vault.sealer().chain(sealer -> connection
                .preparedQuery(WRITE_CREDENTIALS)
                .execute(
                        switch (credentials) {
                            case ClientCredentials client ->
                                Tuple.of(
                                        sub,
                                        client.tokenUrl().toString(),
                                        client.clientId(),
                                        client.scope(),
                                        seal(sealer, credentialsOf(sub), client.clientSecret()),
                                        null);
                            case StaticToken token ->
                                Tuple.of(
                                        sub,
                                        null,
                                        null,
                                        null,
                                        seal(sealer, tokenOf(sub), token.value()),
                                        token.endsAt() == null
                                                ? null
                                                : token.endsAt().atOffset(ZoneOffset.UTC));
                        })
                .replaceWithVoid());
    }

    private static Buffer seal(KeyVault.Sealer sealer, String boundTo, String secret) {
        return Buffer.buffer(sealer.seal(boundTo, secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a certificate in the caller's transaction, in the place of the one before. */
    public Uni<Void> write(SqlClient connection, UUID sub, ClientCertificate certificate) {
        return vault.sealer().chain(sealer -> connection
                .preparedQuery(WRITE_CERTIFICATE)
                .execute(Tuple.of(
                        sub,
                        certificate.chain(),
                        Buffer.buffer(sealer.seal(certificateOf(sub), certificate.privateKey())),
                        certificate.authorities(),
                        certificate.endsAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid());
    }

    /** What the stored secret is bound to, so that it cannot be moved to another subscription. */
    private static String credentialsOf(UUID sub) {
        return "authorization " + sub;
    }

    /** Not as client secrets are bound: whoever writes the table alone cannot have one of those shown to the endpoint. */
    private static String tokenOf(UUID sub) {
        return "token " + sub;
    }

    private static String certificateOf(UUID sub) {
        return "certificate " + sub;
    }
}

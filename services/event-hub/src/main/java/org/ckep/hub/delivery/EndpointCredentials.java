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
import java.time.ZoneOffset;
import java.util.UUID;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.sink.ClientCertificate;
import org.ckep.hub.sink.ClientCredentials;
import org.ckep.hub.sink.EndpointAccess;
import org.jspecify.annotations.Nullable;

/** Reads and writes that by which deliveries show who they are; in the database what is secret of it is encrypted. */
@ApplicationScoped
public class EndpointCredentials {
    /** Of a subscription {@code s}, to be read by {@link #access}. */
    static final String COLUMNS =
            "s.id, s.owner, a.token_url, a.client_id, a.scope, a.secret, a.changed_at as authorized_at, c.chain as certificate_chain, "
                    + "c.private_key, c.authorities, c.ends_at, c.changed_at as certified_at";

    static final String JOINS = "left join subscription_authorization a on a.sub = s.id "
            + "left join subscription_certificate c on c.sub = s.id";

    private static final String READ = "select " + COLUMNS + " from subscription s " + JOINS + " where s.id = $1";

    private static final String WRITE_CREDENTIALS = """
            insert into subscription_authorization(sub, token_url, client_id, scope, secret) values ($1, $2, $3, $4, $5)
            on conflict (sub) do update set token_url = excluded.token_url, client_id = excluded.client_id,
              scope = excluded.scope, secret = excluded.secret, changed_at = now()""";

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

    private static @Nullable ClientCredentials credentials(Row row, KeyVault.Sealer sealer) {
        UUID sub = row.getUUID("id");
        return row.getString("token_url") == null
                ? null
                : new ClientCredentials(
                        sub + " " + row.getOffsetDateTime("authorized_at"),
                        URI.create(row.getString("token_url")),
                        row.getString("client_id"),
                        new String(
                                sealer.open(
                                        credentialsOf(sub),
                                        row.getBuffer("secret").getBytes()),
                                StandardCharsets.UTF_8),
                        row.getString("scope"));
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
    public Uni<Void> write(SqlClient connection, UUID sub, ClientCredentials credentials) {
        return vault.sealer().chain(sealer -> connection
                .preparedQuery(WRITE_CREDENTIALS)
                .execute(Tuple.of(
                        sub,
                        credentials.tokenUrl().toString(),
                        credentials.clientId(),
                        credentials.scope(),
                        Buffer.buffer(sealer.seal(
                                credentialsOf(sub), credentials.clientSecret().getBytes(StandardCharsets.UTF_8)))))
                .replaceWithVoid());
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

    private static String certificateOf(UUID sub) {
        return "certificate " + sub;
    }
}

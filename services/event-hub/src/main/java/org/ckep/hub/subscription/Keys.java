package org.ckep.hub.subscription;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.ckep.hub.signing.JsonWebKey;
import org.ckep.hub.signing.KeyAlgorithm;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.signing.SigningKey;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Exchanges the keys of a subscription; for a while both sign, so that the receiver can change over in peace. */
@ApplicationScoped
class Keys {
    private static final int MAX_KEYS = 10;
    private static final Duration MAX_OVERLAP = Duration.ofDays(7);
    private static final Duration STANDARD_OVERLAP = Duration.ofHours(24);

    private final SubscriptionStore store;
    private final SubscriptionRules rules;
    private final KeyVault vault;
    private final RepeatedRequests repeated;
    private final Pool system;

    Keys(
            SubscriptionStore store,
            SubscriptionRules rules,
            KeyVault vault,
            RepeatedRequests repeated,
            @ReactiveDataSource("delivery") Pool system) {
        this.store = store;
        this.rules = rules;
        this.vault = vault;
        this.repeated = repeated;
        this.system = system;
    }

    /**
     * Adds a key and lets those before end after the overlap; the answer alone holds a new secret, and the first one alone
     * where the request comes again.
     */
    Uni<RepeatedRequests.Answer<SubscriptionView>> rotate(
            Owner owner, RepeatedRequests.Request request, Rotation wanted) {
        UUID id = request.sub();
        Duration overlap = Objects.requireNonNullElse(wanted.overlap(), STANDARD_OVERLAP);
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw ProblemException.invalid("/overlap", "invalid", "The overlap is from PT0S to P7D.");
        }
        return store.within(owner, connection -> isNew(connection, owner, request)
                .chain(isNew -> isNew
                        ? store.lock(connection, owner, id).chain(found -> {
                            SigningKey key = rules.key(
                                    Objects.requireNonNullElse(wanted.algorithm(), found.signing()), wanted.secret());
                            return rotate(connection, id, key, overlap)
                                    .chain(() -> repeated.keepNothing(connection, owner, request))
                                    .chain(() -> view(connection, owner, id))
                                    .map(view -> new RepeatedRequests.Answer<>(view.withSecret(key.secret()), false));
                        })
                        : view(connection, owner, id).map(view -> new RepeatedRequests.Answer<>(view, true))));
    }

    private Uni<Boolean> isNew(SqlConnection connection, Owner owner, RepeatedRequests.Request request) {
        return request.key() == null
                ? Uni.createFrom().item(true)
                : repeated.take(connection, owner, request)
                        .call(isNew -> isNew
                                ? Uni.createFrom().voidItem()
                                : repeated.kept(connection, owner, request).replaceWithVoid());
    }

    private Uni<SubscriptionView> view(SqlConnection connection, Owner owner, UUID id) {
        return store.find(connection, owner, id)
                .chain(found -> store.keys(connection, id).map(keys -> SubscriptionView.of(found, keys)));
    }

    private Uni<Void> rotate(SqlConnection connection, UUID id, SigningKey key, Duration overlap) {
        return connection
                .preparedQuery("""
                        select count(*) as n from subscription_key
                        where sub = $1 and (not_after is null or not_after > now())""")
                .execute(Tuple.of(id))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong("n") >= MAX_KEYS) {
                        throw new ProblemException(
                                SubscriptionProblem.LIMIT_REACHED,
                                "A subscription has at most " + MAX_KEYS
                                        + " keys that sign; wait until one has ended.");
                    }
                })
                .chain(() -> connection.preparedQuery("""
                                update subscription_key set not_after = least(not_after,
                                  now() + $2::bigint * interval '1 millisecond')
                                where sub = $1 and (not_after is null or not_after > now())""").execute(Tuple.of(id, overlap.toMillis())))
                .chain(() -> store.addKey(connection, id, key))
                .chain(() -> connection
                        .preparedQuery("update subscription set signing = $2, version = version + 1 where id = $1")
                        .execute(Tuple.of(id, key.algorithm().code())))
                .replaceWithVoid();
    }

    /** The public keys that sign a subscription's deliveries now, for everybody who knows its id. */
    Uni<List<JsonWebKey>> published(UUID id) {
        return vault.sealer()
                .chain(sealer -> system.preparedQuery("""
                        select s.id, k.kid, k.alg, k.material from subscription s
                        left join subscription_key k on k.sub = s.id and k.alg = 'v1a'
                          and (k.not_after is null or k.not_after > now())
                        where s.id = $1 and s.state <> 'RETIRED' order by k.not_before desc, k.kid""").execute(Tuple.of(id)).map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    List<JsonWebKey> keys = new ArrayList<>();
                    rows.forEach(row -> {
                        if (row.getString("kid") != null) {
                            SigningKey key = sealer.open(
                                    row.getString("kid"),
                                    KeyAlgorithm.V1A,
                                    row.getBuffer("material").getBytes());
                            keys.add(JsonWebKey.of(key.kid(), Objects.requireNonNull(key.publicKey())));
                        }
                    });
                    return keys;
                }));
    }

    /**
     * What a caller asks for.
     *
     * @param overlap how long the keys before go on signing; 24 hours by default
     * @param algorithm of the new key; as before by default
     * @param secret own secret for v1
     */
    record Rotation(
            @Nullable Duration overlap,
            @Nullable KeyAlgorithm algorithm,
            @Nullable String secret) {}
}

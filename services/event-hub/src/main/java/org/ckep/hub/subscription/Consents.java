package org.ckep.hub.subscription;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.ckep.hub.delivery.Courier;
import org.ckep.hub.delivery.DeliveryConfig;
import org.ckep.hub.delivery.EndpointCredentials;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Gets an endpoint's consent, at once by the handshake or later by the address that the handshake named. */
@ApplicationScoped
class Consents {
    private final SubscriptionStore store;
    private final Handshake handshake;
    private final EndpointCredentials credentials;
    private final SubscriptionConfig config;
    private final DeliveryConfig delivery;
    private final Pool system;
    private final Courier courier;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Consents(
            SubscriptionStore store,
            Handshake handshake,
            EndpointCredentials credentials,
            SubscriptionConfig config,
            DeliveryConfig delivery,
            @ReactiveDataSource("delivery") Pool system,
            Courier courier,
            Clock clock) {
        this.store = store;
        this.handshake = handshake;
        this.credentials = credentials;
        this.config = config;
        this.delivery = delivery;
        this.system = system;
        this.courier = courier;
        this.clock = clock;
    }

    /**
     * Asks the endpoint. Where it does not consent, a subscription that was active is paused and another one stays as it
     * is; fails where the sink must not be asked.
     */
    Uni<Void> ask(Owner owner, UUID id) {
        String key = newKey();
        return store.within(
                        owner, connection -> store.lock(connection, owner, id).call(() -> connection
                                .preparedQuery(
                                        "update subscription set consent_hash = $2, consent_until = $3 where id = $1")
                                .execute(question(id, key))))
                .chain(found -> put(found, key).chain(consent -> take(owner, found, key, consent)));
    }

    /** A key for one question: who has it has been asked. */
    String newKey() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is kept of a question: whose it is, the hash of its key, and until when it is open. */
    Tuple question(UUID id, String key) {
        return Tuple.of(id, hash(key), SubscriptionStore.time(clock.instant().plus(config.consentPeriod())));
    }

    /** Puts a question that is kept to the endpoint. */
    Uni<Handshake.Consent> put(Subscription asked, String key) {
        URI callback = URI.create(config.publicUrl() + "/subscriptions/v1/" + asked.id() + "/consent?key=" + key);
        return credentials
                .of(asked.id())
                .chain(access ->
                        handshake.ask(Objects.requireNonNull(asked.sink()), asked.ratePerMinute(), callback, access));
    }

    /** An endpoint may think for seconds: meanwhile its owner may have paused, changed or asked anew. */
    private Uni<Void> take(Owner owner, Subscription asked, String key, Handshake.Consent consent) {
        return switch (consent) {
            case Handshake.Consent.Given given ->
                store.within(owner, connection -> store.lock(connection, owner, asked.id())
                        .chain(found -> isWanted(connection, asked, found, key)
                                .chain(isWanted -> isWanted
                                        ? given(connection, found, given.rate())
                                        : Uni.createFrom().voidItem())));
            case Handshake.Consent.Missing missing -> refused(owner, asked, "consent-missing: " + missing.reason());
            case Handshake.Consent.Blocked blocked ->
                refused(owner, asked, "sink-refused").chain(() -> Uni.createFrom()
                        .failure(SubscriptionRules.refused("/sink", blocked.code(), blocked.reason())));
        };
    }

    /**
     * Whether the question that a key was made for is still open; where the endpoint has consented by the address already,
     * its answer still tells the rate.
     */
    private static Uni<Boolean> isWanted(SqlConnection connection, Subscription asked, Subscription found, String key) {
        if (found.state() == State.ACTIVE) {
            return Uni.createFrom().item(Objects.equals(found.sink(), asked.sink()));
        }
        return connection
                .preparedQuery("select 1 from subscription where id = $1 and consent_hash = $2")
                .execute(Tuple.of(found.id(), hash(key)))
                .map(rows -> rows.size() == 1);
    }

    /** A consent that has not come yet has no effect any more, by whichever way it comes. */
    Uni<Void> withdraw(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("update subscription set consent_hash = null, consent_until = null where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    private Uni<Void> given(SqlConnection connection, Subscription found, @Nullable Integer rate) {
        return store.become(connection, found, State.ACTIVE, null).chain(() -> consented(connection, found, rate));
    }

    /** Writes a consent to a subscription that is locked: when, to which rate, and that its lease begins anew. */
    Uni<Void> consented(SqlConnection connection, Subscription found, @Nullable Integer rate) {
        return connection
                .preparedQuery("""
                        update subscription set consented_at = now(), consent_hash = null, consent_until = null,
                          lease_until = $2 where id = $1""")
                .execute(Tuple.of(
                        found.id(), SubscriptionStore.time(clock.instant().plus(delivery.subscriptionPeriod()))))
                .chain(() -> connection
                        .preparedQuery("update sub_health set rate_per_minute = $2 where sub = $1")
                        .execute(Tuple.of(found.id(), capped(rate, delivery.maxRatePerMinute()))))
                .replaceWithVoid();
    }

    /** Where the platform has a limit, an endpoint that takes any rate takes that. */
    static @Nullable Integer capped(@Nullable Integer agreed, Optional<Integer> most) {
        if (most.isEmpty()) {
            return agreed;
        }
        return agreed == null ? most.get() : Math.min(agreed, most.get());
    }

    /** Holds whatever its owner has done meanwhile, but for another endpoint and for one that has consented since. */
    private Uni<Void> refused(Owner owner, Subscription asked, String reason) {
        return store.within(owner, connection -> store.lock(connection, owner, asked.id())
                .chain(found -> Objects.equals(found.sink(), asked.sink())
                                && Objects.equals(found.consentedAt(), asked.consentedAt())
                        ? store.become(
                                        connection,
                                        found,
                                        found.state() == State.ACTIVE ? State.PAUSED : found.state(),
                                        reason)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem()));
    }

    /**
     * Consent by the address that the handshake named. The key is random, valid once and for a limited time; whatever is
     * wrong with it, the answer is the same.
     */
    Uni<Void> byKey(UUID id, String key) {
        // Before anything is locked: anybody may come with a wrong one.
        return system.preparedQuery(
                        "select owner, audience, consent_hash from subscription where id = $1 and state <> 'RETIRED' "
                                + "and consent_until > now()")
                .execute(Tuple.of(id))
                .map(rows -> {
                    Row row = requireKey(rows, key);
                    return new Owner(row.getString("owner"), new Audience(row.getString("audience")), null, "");
                })
                .chain(owner -> store.within(owner, connection -> store.lock(connection, owner, id)
                        .call(() -> requireKey(connection, id, key))
                        // By this address it consents to what it was asked for.
                        .chain(found -> given(connection, found, found.ratePerMinute()))))
                .invoke(courier::wake);
    }

    private static Uni<Void> requireKey(SqlConnection connection, UUID id, String key) {
        return connection
                .preparedQuery("select consent_hash from subscription where id = $1 and consent_until > now()")
                .execute(Tuple.of(id))
                .invoke(rows -> requireKey(rows, key))
                .replaceWithVoid();
    }

    private static Row requireKey(RowSet<Row> rows, String key) {
        byte[] expected = rows.size() == 0
                ? new byte[32]
                : rows.iterator().next().getBuffer("consent_hash").getBytes();
        if (!MessageDigest.isEqual(expected, sha256(key)) || rows.size() == 0) {
            throw ProblemException.notFound();
        }
        return rows.iterator().next();
    }

    static Buffer hash(String key) {
        return Buffer.buffer(sha256(key));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import org.ckep.hub.delivery.DeliveryConfig;
import org.ckep.hub.delivery.EndpointCredentials;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Renews the leases of subscriptions by what their owners do with their own tokens, and by nothing else: an endpoint that
 * takes what it gets does not prove that its agency is still one.
 */
@ApplicationScoped
class Leases {
    private static final Logger LOG = Logger.getLogger(Leases.class);

    /** However often its owner reads it, an endpoint is asked once an hour; by one process. */
    private static final String BEGIN = """
            update subscription set renewal_asked_at = now(), consent_hash = $2, consent_until = $3
            where id = $1 and state = 'ACTIVE'
              and (renewal_asked_at is null or renewal_asked_at < now() - interval '1 hour') returning id""";

    private static final String RENEW = """
            update subscription set consented_at = now(), consent_hash = null, consent_until = null,
              renewal_asked_at = null, lease_until = $2 where id = $1""";

    /** Once for each lease and reason; while it runs, everything goes on. */
    private static final String TELL = """
            insert into subscription_notice(sub, kind, reason, ends_at)
            select id, 'lease-ending', $2, lease_until from subscription where id = $1 and state = 'ACTIVE'
            on conflict (sub, ends_at, reason) where kind = 'lease-ending' do nothing""";

    private final SubscriptionStore store;
    private final Handshake handshake;
    private final EndpointCredentials credentials;
    private final SubscriptionConfig config;
    private final DeliveryConfig delivery;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Leases(
            SubscriptionStore store,
            Handshake handshake,
            EndpointCredentials credentials,
            SubscriptionConfig config,
            DeliveryConfig delivery,
            Clock clock) {
        this.store = store;
        this.handshake = handshake;
        this.credentials = credentials;
        this.config = config;
        this.delivery = delivery;
        this.clock = clock;
    }

    /**
     * Its owner has used a subscription. In the second half of its lease the endpoint of a webhook is asked again, and
     * nobody waits for its answer; what has no endpoint is renewed at once and answered as it is then.
     *
     * @param least how much of the lease must have passed where there is no endpoint
     */
    Uni<Subscription> used(SqlConnection connection, Owner owner, Subscription found, Duration least) {
        if (!found.isWebhook()) {
            return store.renew(connection, found, least);
        }
        Duration left = Duration.between(clock.instant(), found.leaseUntil());
        if (found.state() == State.ACTIVE && left.compareTo(half()) < 0) {
            ask(owner, found.id())
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> LOG.warnf(
                                    failure, "the lease of subscription %s could not be renewed", found.id()));
        }
        return Uni.createFrom().item(found);
    }

    /** Looking at a subscription renews it when this much of its lease has passed. */
    Duration half() {
        return delivery.subscriptionPeriod().dividedBy(2);
    }

    private Uni<Void> ask(Owner owner, UUID id) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        URI callback = URI.create(config.publicUrl() + "/subscriptions/v1/" + id + "/consent?key=" + key);
        return store.within(owner, connection -> begin(connection, owner, id, key))
                .chain(found -> found == null
                        ? Uni.createFrom().voidItem()
                        : credentials
                                .of(id)
                                .chain(access -> handshake.ask(
                                        Objects.requireNonNull(found.sink()), found.ratePerMinute(), callback, access))
                                .chain(consent ->
                                        store.within(owner, connection -> take(connection, owner, found, consent))));
    }

    /** Null where it was asked a short while ago. */
    private Uni<@Nullable Subscription> begin(SqlConnection connection, Owner owner, UUID id, String key) {
        return connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(
                        id,
                        Buffer.buffer(Consents.sha256(key)),
                        SubscriptionStore.time(clock.instant().plus(config.consentPeriod()))))
                .chain(begun -> begun.size() == 0 ? Uni.createFrom().nullItem() : store.find(connection, owner, id));
    }

    private Uni<Void> take(SqlConnection connection, Owner owner, Subscription asked, Handshake.Consent consent) {
        return switch (consent) {
            case Handshake.Consent.Given given ->
                store.lock(connection, owner, asked.id())
                        // Whoever has changed it meanwhile has had it asked, or will.
                        .chain(found -> found.state() == State.ACTIVE && Objects.equals(found.sink(), asked.sink())
                                ? renew(connection, found, given.rate())
                                : Uni.createFrom().voidItem());
            case Handshake.Consent.Missing missing -> tell(connection, asked.id(), "consent-missing");
            case Handshake.Consent.Blocked blocked -> tell(connection, asked.id(), "sink-refused");
        };
    }

    private Uni<Void> renew(SqlConnection connection, Subscription found, @Nullable Integer rate) {
        return connection
                .preparedQuery(RENEW)
                .execute(Tuple.of(
                        found.id(), SubscriptionStore.time(clock.instant().plus(delivery.subscriptionPeriod()))))
                .chain(() -> connection
                        .preparedQuery("update sub_health set rate_per_minute = $2 where sub = $1")
                        .execute(Tuple.of(found.id(), Consents.capped(rate, delivery.maxRatePerMinute()))))
                .replaceWithVoid();
    }

    private static Uni<Void> tell(SqlConnection connection, UUID sub, String reason) {
        return connection.preparedQuery(TELL).execute(Tuple.of(sub, reason)).replaceWithVoid();
    }
}

package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.ckep.hub.delivery.DeliveryConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Renews the leases of subscriptions by what their owners do with their own tokens, and by nothing else: an endpoint that
 * takes what it gets does not prove that its agency is still one.
 */
@ApplicationScoped
class Leases {
    private static final Logger LOG = Logger.getLogger(Leases.class);

    /** However often its owner reads it, an endpoint is asked by one process and while no other question is open. */
    private static final String BEGIN = """
            update subscription set consent_hash = $2, consent_until = $3
            where id = $1 and state = 'ACTIVE' and (consent_until is null or consent_until <= now()) returning id""";

    /** Once for each lease and reason, and of the question that is open; while the lease runs, everything goes on. */
    private static final String TELL = """
            insert into subscription_notice(sub, kind, reason, ends_at)
            select id, 'lease-ending', $2, lease_until from subscription
            where id = $1 and state = 'ACTIVE' and consent_hash = $3
            on conflict (sub, ends_at, reason) where kind = 'lease-ending' do nothing""";

    private final SubscriptionStore store;
    private final Consents consents;
    private final DeliveryConfig delivery;
    private final Clock clock;

    Leases(SubscriptionStore store, Consents consents, DeliveryConfig delivery, Clock clock) {
        this.store = store;
        this.consents = consents;
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
        if (isToBeAsked(found)) {
            ask(owner, found.id())
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> LOG.warnf(
                                    failure, "the lease of subscription %s could not be renewed", found.id()));
        }
        return Uni.createFrom().item(found);
    }

    private boolean isToBeAsked(Subscription found) {
        Instant now = clock.instant();
        Instant openUntil = found.consentUntil();
        return found.state() == State.ACTIVE
                && found.leaseUntil().isBefore(now.plus(half()))
                && (openUntil == null || !openUntil.isAfter(now));
    }

    /** Looking at a subscription renews it when this much of its lease has passed. */
    Duration half() {
        return delivery.subscriptionPeriod().dividedBy(2);
    }

    private Uni<Void> ask(Owner owner, UUID id) {
        String key = consents.newKey();
        return store.within(owner, connection -> begin(connection, owner, id, key))
                .chain(found -> found == null
                        ? Uni.createFrom().voidItem()
                        : consents.put(found, key)
                                .chain(consent -> store.within(
                                        owner, connection -> take(connection, owner, found, key, consent))));
    }

    /** Null where it was asked a short while ago. */
    private Uni<@Nullable Subscription> begin(SqlConnection connection, Owner owner, UUID id, String key) {
        return connection
                .preparedQuery(BEGIN)
                .execute(consents.question(id, key))
                .chain(begun -> begun.size() == 0 ? Uni.createFrom().nullItem() : store.find(connection, owner, id));
    }

    private Uni<Void> take(
            SqlConnection connection, Owner owner, Subscription asked, String key, Handshake.Consent consent) {
        return switch (consent) {
            case Handshake.Consent.Given given ->
                store.lock(connection, owner, asked.id())
                        // Whoever has changed it meanwhile has had it asked, or will.
                        .chain(found -> found.state() == State.ACTIVE && Objects.equals(found.sink(), asked.sink())
                                ? consents.consented(connection, found, given.rate())
                                : Uni.createFrom().voidItem());
            case Handshake.Consent.Missing missing -> tell(connection, asked.id(), key, "consent-missing");
            case Handshake.Consent.Blocked blocked -> tell(connection, asked.id(), key, "sink-refused");
        };
    }

    private static Uni<Void> tell(SqlConnection connection, UUID sub, String key, String reason) {
        return connection
                .preparedQuery(TELL)
                .execute(Tuple.of(sub, reason, Consents.hash(key)))
                .replaceWithVoid();
    }
}

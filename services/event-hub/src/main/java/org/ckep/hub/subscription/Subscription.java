package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.signing.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is stored.
 *
 * @param consentedAt when the endpoint consented, null before
 * @param consentUntil until when the last question is open, null where there is none
 * @param version counts changes
 */
record Subscription(
        UUID id,
        String owner,
        String audience,
        @Nullable String name,
        Protocol protocol,
        @Nullable String sink,
        ContentMode mode,
        KeyAlgorithm signing,
        Ordering ordering,
        OnExhausted onExhausted,
        @Nullable Integer ratePerMinute,
        List<String> types,
        JsonNode filters,
        Projection projection,
        State state,
        @Nullable String stateReason,
        Instant leaseUntil,
        @Nullable Instant consentedAt,
        @Nullable Instant consentUntil,
        Instant createdAt,
        String createdBy,
        int version) {

    Subscription {
        types = List.copyOf(types);
    }

    boolean isWebhook() {
        return protocol == Protocol.HTTP;
    }

    /** What may be changed, as it is now. */
    SubscriptionChange changeable() {
        return new SubscriptionChange(name, sink, types, filters, projection.json(), onExhausted, mode, ratePerMinute);
    }
}

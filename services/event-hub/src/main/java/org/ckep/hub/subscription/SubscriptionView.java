package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.signing.KeyAlgorithm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A subscription as its owner sees it. */
@Schema(name = "Subscription")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriptionView(
        UUID id,
        @Nullable String name,
        State state,

        @Schema(
                description =
                        "Why it is not active: consent-missing (where the endpoint was asked with what was missing: "
                                + "\"consent-missing: the answer has no WebHook-Allowed-Origin\"), sink-refused, owner, gone, "
                                + "failing, lease-expired")
        @Nullable
        String stateReason,

        Protocol protocol,
        @Nullable String sink,

        @Schema(description = "The log that it reads; from the token of its owner")
        String audience,

        List<String> types,
        @Schema(implementation = Object[].class) JsonNode filters,

        @Schema(description = "What is kept of the data of each event; missing where everything is") @Nullable
        List<String> projection,

        Ordering ordering,
        OnExhausted onExhausted,
        ContentMode mode,
        KeyAlgorithm signing,
        @Nullable Integer ratePerMinute,

        @Schema(description = "Keys that sign now; verify with any of them")
        List<KeyView> keys,

        @Schema(description = "Paused after this unless it is used")
        Instant leaseUntil,

        @Nullable Instant consentedAt,
        Instant createdAt,

        @Schema(description = "Last number under the filter and projection before, right after a change of one of them")
        @Nullable
        String effectiveAfterSubseq,

        @Schema(
                description =
                        "What is wrong though it is active, the gravest first; only in the list and only where something "
                                + "is: unreachable (its endpoint is left alone for a while), topic-failed, failing (the last "
                                + "attempt failed), parked (a subject waits for somebody), certificate-expired, "
                                + "credentials-expired (its access token)")
        @Nullable
        List<String> troubles,

        @Schema(description = "The secret for v1; only in the answer that made it") @Nullable
        String secret) {

    SubscriptionView {
        types = List.copyOf(types);
        projection = projection == null ? null : List.copyOf(projection);
        keys = List.copyOf(keys);
        troubles = troubles == null ? null : List.copyOf(troubles);
    }

    static SubscriptionView of(Subscription subscription, List<KeyView> keys) {
        return new SubscriptionView(
                subscription.id(),
                subscription.name(),
                subscription.state(),
                subscription.stateReason(),
                subscription.protocol(),
                subscription.sink(),
                subscription.audience(),
                subscription.types(),
                subscription.filters(),
                subscription.projection().isWhole()
                        ? null
                        : subscription.projection().pointers(),
                subscription.ordering(),
                subscription.onExhausted(),
                subscription.mode(),
                subscription.signing(),
                subscription.ratePerMinute(),
                keys,
                subscription.leaseUntil(),
                subscription.consentedAt(),
                subscription.createdAt(),
                null,
                null,
                null);
    }

    SubscriptionView withSecret(@Nullable String made) {
        return with(effectiveAfterSubseq, troubles, made);
    }

    SubscriptionView effectiveAfter(long subseq) {
        return with(Long.toString(subseq), troubles, secret);
    }

    /** Without what only one answer tells. */
    SubscriptionView unmarked() {
        return with(null, null, null);
    }

    SubscriptionView withTroubles(List<String> found) {
        return found.isEmpty() ? this : with(effectiveAfterSubseq, found, secret);
    }

    private SubscriptionView with(@Nullable String after, @Nullable List<String> wrong, @Nullable String made) {
        return new SubscriptionView(
                id,
                name,
                state,
                stateReason,
                protocol,
                sink,
                audience,
                types,
                filters,
                projection,
                ordering,
                onExhausted,
                mode,
                signing,
                ratePerMinute,
                keys,
                leaseUntil,
                consentedAt,
                createdAt,
                after,
                wrong,
                made);
    }

    /** The public part of a key that signs. */
    @Schema(name = "SubscriptionKey")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            String kid,
            KeyAlgorithm algorithm,

            @Schema(description = "Raw public key as whpk_") @Nullable
            String publicKey,

            @Schema(description = "Public key as SubjectPublicKeyInfo, base64") @Nullable
            String publicKeyDer,

            Instant notBefore,

            @Schema(description = "Signs until then; missing where no end is set") @Nullable
            Instant notAfter) {}
}

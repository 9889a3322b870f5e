package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ckep.hub.border.Regulated;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.catalogue.KnownTypes;
import org.ckep.hub.filter.FilterException;
import org.ckep.hub.filter.FilterReader;
import org.ckep.hub.signing.KeyAlgorithm;
import org.ckep.hub.signing.SigningKey;
import org.ckep.hub.sink.SinkAddresses;
import org.ckep.hub.sink.SinkRefused;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Checks what a caller asks for, with the place of what is wrong. */
@ApplicationScoped
class SubscriptionRules {
    private static final int MAX_NAME = 120;
    private static final int MAX_TYPES = 100;
    private static final int MAX_RATE = 600_000;

    private final SinkAddresses sinks;
    private final KnownTypes knownTypes;
    private final Undertakings undertakings;
    private final Clock clock;

    SubscriptionRules(SinkAddresses sinks, KnownTypes knownTypes, Undertakings undertakings, Clock clock) {
        this.sinks = sinks;
        this.knownTypes = knownTypes;
        this.undertakings = undertakings;
        this.clock = clock;
    }

    /** The protocol meant, where all of the request fits it. */
    Protocol protocol(Owner owner, NewSubscription wanted) {
        Protocol protocol =
                wanted.protocol() != null ? wanted.protocol() : wanted.sink() != null ? Protocol.HTTP : Protocol.PULL;
        if (protocol == Protocol.HTTP && wanted.sink() == null) {
            throw ProblemException.invalid("/sink", "required", "A webhook needs the URL of its sink.");
        }
        if (protocol != Protocol.HTTP && wanted.sink() != null) {
            throw ProblemException.invalid("/sink", "not-allowed", "Only a webhook has a sink.");
        }
        if (protocol == Protocol.KAFKA && !owner.isAgency()) {
            throw ProblemException.invalid("/protocol", "not-allowed", "Only partner agencies have a topic.");
        }
        return protocol;
    }

    OnExhausted onExhausted(Ordering ordering, @Nullable OnExhausted wanted) {
        if (ordering == Ordering.NONE && wanted == OnExhausted.BLOCK_SUBJECT) {
            throw ProblemException.invalid(
                    "/onExhausted", "not-allowed", "Without ordering an event that is given up blocks nothing.");
        }
        return wanted != null
                ? wanted
                : ordering == Ordering.NONE ? OnExhausted.SKIP_AND_MARK : OnExhausted.BLOCK_SUBJECT;
    }

    void checkName(@Nullable String name) {
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            throw ProblemException.invalid("/name", "invalid", "A name has 1 to " + MAX_NAME + " characters.");
        }
    }

    void checkSink(String sink) {
        checkUrl("/sink", sink);
    }

    /** For every address that is asked at a subscriber's wish. */
    void checkUrl(String pointer, String url) {
        try {
            sinks.check(url);
        } catch (SinkRefused refused) {
            throw refused(pointer, refused.code(), refused.reason());
        }
    }

    /** Fails where a name leads to an address that must not be asked, or nowhere; null is no sink. */
    Uni<Void> vet(Owner owner, @Nullable String sink) {
        if (sink == null) {
            return Uni.createFrom().voidItem();
        }
        return vet(owner, "/sink", sink);
    }

    Uni<Void> vet(Owner owner, String pointer, String url) {
        return sinks.vetted(owner.id(), URI.create(url))
                .replaceWithVoid()
                .onFailure(SinkRefused.class)
                .transform(failure -> {
                    SinkRefused refused = (SinkRefused) failure;
                    return refused(pointer, refused.code(), refused.reason());
                });
    }

    static ProblemException refused(String pointer, String code, String reason) {
        return new ProblemException(SubscriptionProblem.SINK_REFUSED, reason)
                .withErrors(FieldError.at(pointer, code, reason));
    }

    void checkRate(@Nullable Integer rate) {
        if (rate != null && (rate < 1 || rate > MAX_RATE)) {
            throw ProblemException.invalid(
                    "/ratePerMinute", "invalid", "The rate per minute must be from 1 to " + MAX_RATE + ".");
        }
    }

    List<String> types(@Nullable List<String> types) {
        List<String> wanted =
                types == null ? List.of() : types.stream().distinct().toList();
        if (wanted.size() > MAX_TYPES) {
            throw ProblemException.invalid("/types", "too-many", "At most " + MAX_TYPES + " types can be named.");
        }
        for (int i = 0; i < wanted.size(); i++) {
            String type = wanted.get(i);
            if (!knownTypes.test(type)) {
                throw ProblemException.invalid("/types/" + i, "unknown-type", FilterReader.UNKNOWN_TYPE);
            }
        }
        return wanted;
    }

    JsonNode filters(@Nullable JsonNode filters) {
        JsonNode wanted = filters == null || filters.isNull() ? JsonNodeFactory.instance.arrayNode() : filters;
        try {
            FilterReader.read(wanted, knownTypes);
        } catch (FilterException fault) {
            ProblemException problem = new ProblemException(SubscriptionProblem.FILTER_INVALID, fault.reason())
                    .withErrors(FieldError.at("/filters" + fault.pointer(), fault.code(), fault.reason()));
            Integer position = fault.position();
            throw position == null ? problem : problem.withMember("position", position);
        }
        return wanted;
    }

    /**
     * Refuses to choose by name what the owner may not have: what the filters would let through by it never comes. What
     * another filter chooses is looked at with each event.
     */
    void requireUndertakings(Owner owner, JsonNode filters) {
        for (int i = 0; i < filters.size(); i++) {
            SortedSet<String> named = new TreeSet<>();
            collect(filters.get(i), named);
            SortedSet<String> missing = undertakings.missing(owner.id(), named);
            if (!missing.isEmpty()) {
                String reason = "The agency has not signed the undertaking " + String.join(", ", missing) + ".";
                throw new ProblemException(SubscriptionProblem.UNDERTAKING_MISSING, reason)
                        .withErrors(FieldError.at("/filters/" + i, "undertaking-missing", reason))
                        .withMember("undertakings", List.copyOf(missing));
            }
        }
    }

    private static void collect(JsonNode filter, Set<String> named) {
        JsonNode exact = filter.path("exact");
        named.addAll(Regulated.by(
                exact.path(Regulated.REGULATION).textValue(),
                exact.path(Regulated.CATEGORY).textValue()));
        filter.path("all").forEach(part -> collect(part, named));
        filter.path("any").forEach(part -> collect(part, named));
    }

    /** The first key. */
    SigningKey key(KeyAlgorithm algorithm, @Nullable String secret) {
        if (secret == null) {
            return SigningKey.generate(algorithm);
        }
        if (algorithm != KeyAlgorithm.V1) {
            throw ProblemException.invalid("/secret", "not-allowed", "Only v1 signs with a shared secret.");
        }
        try {
            return SigningKey.ofSecret(secret);
        } catch (IllegalArgumentException refused) {
            throw ProblemException.invalid("/secret", "invalid", Objects.requireNonNull(refused.getMessage()));
        }
    }

    /** Where a subscription begins: null for the end of the log, {@link Instant#MIN} for its beginning. */
    @Nullable
    Instant start(@Nullable String start) {
        if (start == null || start.equals("now")) {
            return null;
        }
        if (start.equals("earliest")) {
            return Instant.MIN;
        }
        Instant time;
        try {
            time = java.time.OffsetDateTime.parse(start).toInstant();
        } catch (DateTimeException notATime) {
            throw ProblemException.invalid(
                    "/start", "invalid", "The start is now, earliest, or a time with its offset from UTC.");
        }
        // Before anything was recorded; the database's calendar does not reach as far back as ours.
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.MIN;
        }
        requirePast(time, "/start");
        return time;
    }

    /** For times at which something was recorded; null is none. */
    void requirePast(@Nullable Instant time, String pointer) {
        if (time != null && time.isBefore(Instant.EPOCH)) {
            throw ProblemException.invalid(pointer, "invalid", "The time must not lie before 1970.");
        }
        if (time != null && time.isAfter(clock.instant())) {
            throw ProblemException.invalid(pointer, "in-the-future", "The time must not lie in the future.");
        }
    }
}

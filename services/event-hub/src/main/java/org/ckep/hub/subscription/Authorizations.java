package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.ckep.hub.delivery.EndpointCredentials;
import org.ckep.hub.sink.BearerCredentials;
import org.ckep.hub.sink.ClientCredentials;
import org.ckep.hub.sink.StaticToken;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * By what deliveries show who they are at an endpoint: an access token, given by its owner or fetched with OAuth 2 client
 * credentials.
 */
@ApplicationScoped
class Authorizations {
    private static final Pattern CLIENT = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7e]{1,1024}");
    /** RFC 6749, section 3.3. */
    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*");

    private static final int MAX_SCOPE = 1024;

    /** RFC 6750, section 2.1: b64token. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]++=*+");

    /** With its name and scheme it fits into the 8 KiB that servers allow a field. */
    private static final int MAX_TOKEN = 4096;

    /** Beyond it a time could not be stored. */
    private static final Instant LAST_END = Instant.parse("9999-12-31T23:59:59Z");

    private final SubscriptionStore store;
    private final SubscriptionRules rules;
    private final EndpointCredentials credentials;
    private final EndpointChanges changes;
    private final Clock clock;

    Authorizations(
            SubscriptionStore store,
            SubscriptionRules rules,
            EndpointCredentials credentials,
            EndpointChanges changes,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.credentials = credentials;
        this.changes = changes;
        this.clock = clock;
    }

    /** What is set, without the secret; fails with NOT_FOUND where nothing is. */
    Uni<View> read(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                .chain(() -> connection
                        .preparedQuery(
                                "select token_url, client_id, scope, ends_at from subscription_authorization where sub = $1")
                        .execute(Tuple.of(id)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    return View.of(rows.iterator().next());
                }));
    }

    /** Sets it and asks the endpoint again, with a token: until it consents nothing is delivered. */
    Uni<Void> set(Owner owner, UUID id, Wanted wanted) {
        BearerCredentials checked = checked(wanted);
        return changes.webhook(owner, id)
                .chain(() -> switch (checked) {
                    case ClientCredentials fetching ->
                        rules.vet(owner, "/tokenUrl", fetching.tokenUrl().toString());
                    case StaticToken token -> Uni.createFrom().voidItem();
                })
                .chain(() -> changes.change(owner, id, connection -> credentials.write(connection, id, checked)));
    }

    /** Deliveries go without a token again, once the endpoint has consented to that. */
    Uni<Void> remove(Owner owner, UUID id) {
        return changes.change(
                owner,
                id,
                connection -> EndpointChanges.delete(
                        connection, "delete from subscription_authorization where sub = $1", id));
    }

    private BearerCredentials checked(Wanted wanted) {
        if (wanted.accessToken == null) {
            if (wanted.expiresAt != null) {
                throw ProblemException.invalid(
                        "/expiresAt", "not-allowed", "Only an access token that is given has an end to tell.");
            }
            return clientCredentials(wanted);
        }
        requireMissing("/tokenUrl", wanted.tokenUrl);
        requireMissing("/clientId", wanted.clientId);
        requireMissing("/clientSecret", wanted.clientSecret);
        requireMissing("/scope", wanted.scope);
        return token(wanted.accessToken, wanted.expiresAt);
    }

    private static void requireMissing(String pointer, @Nullable String value) {
        if (value != null) {
            throw ProblemException.invalid(
                    pointer, "not-allowed", "An access token is either given or fetched with client credentials.");
        }
    }

    private StaticToken token(String value, @Nullable Instant expiresAt) {
        if (value.length() > MAX_TOKEN || !TOKEN.matcher(value).matches()) {
            throw ProblemException.invalid(
                    "/accessToken",
                    "invalid",
                    "An access token has 1 to 4096 characters: letters, digits and -._~+/, and = at its end alone; "
                            + "the word Bearer is not part of it.");
        }
        if (expiresAt != null) {
            if (!expiresAt.isAfter(clock.instant())) {
                throw ProblemException.invalid("/expiresAt", "expired", "The access token has ended already.");
            }
            if (expiresAt.isAfter(LAST_END)) {
                throw ProblemException.invalid("/expiresAt", "invalid", "The end lies before the year 10000.");
            }
        }
        return new StaticToken(value, expiresAt);
    }

    private ClientCredentials clientCredentials(Wanted wanted) {
        String tokenUrl = required("/tokenUrl", wanted.tokenUrl);
        rules.checkUrl("/tokenUrl", tokenUrl);
        String scope = wanted.scope;
        if (scope != null
                && (scope.length() > MAX_SCOPE || !SCOPE.matcher(scope).matches())) {
            throw ProblemException.invalid(
                    "/scope",
                    "invalid",
                    "A scope is a list of words as OAuth 2 defines it, of at most 1024 characters.");
        }
        return new ClientCredentials(
                "",
                URI.create(tokenUrl),
                matching(CLIENT, "/clientId", wanted.clientId, "A client id has 1 to 255 printable ASCII characters."),
                matching(
                        SECRET,
                        "/clientSecret",
                        wanted.clientSecret,
                        "A client secret has 1 to 1024 printable ASCII characters."),
                scope);
    }

    private static String required(String pointer, @Nullable String value) {
        if (value == null) {
            throw ProblemException.invalid(
                    pointer, "required", "Address, client id and client secret are needed, or an access token.");
        }
        return value;
    }

    private static String matching(Pattern form, String pointer, @Nullable String value, String rule) {
        String given = required(pointer, value);
        if (!form.matcher(given).matches()) {
            throw ProblemException.invalid(pointer, "invalid", rule);
        }
        return given;
    }

    /** What a caller asks for. */
    @Schema(name = "EndpointAuthorization")
    record Wanted(
            @Schema(
                    description = "Where a token is fetched; the rules are those of a sink",
                    examples = "https://login.example.org/oauth2/token")
            @Nullable
            String tokenUrl,

            @Nullable String clientId,

            @Schema(description = "Kept encrypted and in no answer") @Nullable
            String clientSecret,

            @Schema(examples = "ckep.deliver") @Nullable String scope,

            @Schema(
                    description =
                            "Shown as it is, instead of one that is fetched (RFC 6750, of at most 4096 characters); "
                                    + "kept encrypted and in no answer")
            @Nullable
            String accessToken,

            @Schema(description = "From then on the access token is not shown; without it, it has no end") @Nullable
            Instant expiresAt) {
        @Override
        public String toString() {
            return "Wanted[" + (accessToken == null ? tokenUrl + " " + clientId : "token until " + expiresAt) + "]";
        }
    }

    /** What is set. */
    @Schema(name = "EndpointAuthorizationView")
    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    record View(
            @Schema(enumeration = {"client-credentials", "access-token"})
            String type,

            @Nullable String tokenUrl,
            @Nullable String clientId,
            @Nullable String scope,

            @Schema(description = "End of the access token that was given; missing for one that has none") @Nullable
            Instant expiresAt) {
        static View of(Row row) {
            String tokenUrl = row.getString("token_url");
            return new View(
                    tokenUrl == null ? "access-token" : "client-credentials",
                    tokenUrl,
                    row.getString("client_id"),
                    row.getString("scope"),
                    DeliveryLog.instant(row.getOffsetDateTime("ends_at")));
        }
    }
}

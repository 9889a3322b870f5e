package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;
import org.ckep.hub.delivery.EndpointCredentials;
import org.ckep.hub.sink.ClientCredentials;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** By what deliveries show who they are at an endpoint: an OAuth 2 access token, fetched with client credentials. */
@ApplicationScoped
class Authorizations {
    private static final Pattern CLIENT = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7e]{1,1024}");
    /** RFC 6749, section 3.3. */
    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*");

    private static final int MAX_SCOPE = 1024;

    private final SubscriptionStore store;
    private final SubscriptionRules rules;
    private final EndpointCredentials credentials;
    private final EndpointChanges changes;

    Authorizations(
            SubscriptionStore store,
            SubscriptionRules rules,
            EndpointCredentials credentials,
            EndpointChanges changes) {
        this.store = store;
        this.rules = rules;
        this.credentials = credentials;
        this.changes = changes;
    }

    /** What is set, without the secret; fails with NOT_FOUND where nothing is. */
    Uni<View> read(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                .chain(() -> connection
                        .preparedQuery(
                                "select token_url, client_id, scope from subscription_authorization where sub = $1")
                        .execute(Tuple.of(id)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    var row = rows.iterator().next();
                    return new View(row.getString("token_url"), row.getString("client_id"), row.getString("scope"));
                }));
    }

    /** Sets it and asks the endpoint again, with a token: until it consents nothing is delivered. */
    Uni<Void> set(Owner owner, UUID id, Wanted wanted) {
        ClientCredentials checked = checked(wanted);
        return changes.webhook(owner, id)
                .chain(() -> rules.vet(owner, "/tokenUrl", checked.tokenUrl().toString()))
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

    private ClientCredentials checked(Wanted wanted) {
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
            throw ProblemException.invalid(pointer, "required", "Address, client id and client secret are needed.");
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

            @Schema(examples = "ckep.deliver") @Nullable String scope) {
        @Override
        public String toString() {
            return "Wanted[" + tokenUrl + " " + clientId + "]";
        }
    }

    /** What is set. */
    @Schema(name = "EndpointAuthorizationView")
    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    record View(String tokenUrl, String clientId, @Nullable String scope) {}
}

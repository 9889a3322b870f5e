package org.ckep.hub.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.ckep.hub.sharing.SharedWork;

/**
 * Sends requests that show an access token: one that the owner gave, until its end, or one that is fetched once for all who
 * wait for it and kept until shortly before its end; that one is forgotten where the endpoint refuses it. Fetching it takes
 * its time from the request that needs it.
 */
@ApplicationScoped
public class AccessTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");
    private static final int MAX_KEPT = 10_000;
    private static final long STANDARD_SECONDS = 60;
    private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

    /** A token is not used in its last seconds, in which it may end on its way. */
    private static final long MARGIN_SECONDS = 10;

    private static final int UNAUTHORIZED = 401;

    private final SinkClient client;
    private final Map<String, Token> kept = new ConcurrentHashMap<>();
    private final SharedWork<String, Grant> fetching = new SharedWork<>();

    AccessTokens(SinkClient client) {
        this.client = client;
    }

    /** Longest time that {@link #send} takes. */
    public long longestMillis() {
        return client.longestMillis();
    }

    /**
     * Makes one request within the time that {@link SinkClient} gives it, token included.
     *
     * @param access by what the request shows who makes it; a certificate is shown to the endpoint alone and not where
     *     a token is fetched
     */
    public Uni<SinkAnswer> send(SinkRequest request, EndpointAccess access) {
        return send(request, access, System.nanoTime());
    }

    /**
     * The same within a time that began before.
     *
     * @param start by {@link System#nanoTime}
     */
    public Uni<SinkAnswer> send(SinkRequest request, EndpointAccess access, long start) {
        BearerCredentials credentials = access.credentials();
        if (credentials == null) {
            return client.send(request, access, start);
        }
        if (client.hasEnded(access.certificate())) {
            return Uni.createFrom().item(new SinkAnswer.CertificateExpired(SinkClient.millisSince(start)));
        }
        return switch (credentials) {
            case StaticToken token -> send(request, access, token, start);
            case ClientCredentials client -> send(request, access, client, start);
        };
    }

    private Uni<SinkAnswer> send(SinkRequest request, EndpointAccess access, StaticToken token, long start) {
        Instant end = token.endsAt();
        return end != null && client.hasPassed(end)
                ? Uni.createFrom().item(new SinkAnswer.CredentialsExpired(SinkClient.millisSince(start)))
                : show(request, access, token.value(), start);
    }

    private Uni<SinkAnswer> send(
            SinkRequest request, EndpointAccess access, ClientCredentials credentials, long start) {
        return token(credentials, access.owner())
                .ifNoItem()
                .after(Duration.ofMillis(client.longestMillis()))
                .recoverWithItem(new Refused("the token endpoint did not answer in time"))
                .chain(grant -> switch (grant) {
                    case Refused refused ->
                        Uni.createFrom().item(new SinkAnswer.NoToken(refused.reason, SinkClient.millisSince(start)));
                    case Token token ->
                        show(request, access, token.value, start).invoke(answer -> forget(credentials, token, answer));
                });
    }

    private Uni<SinkAnswer> show(SinkRequest request, EndpointAccess access, String token, long start) {
        return client.send(request.with("authorization", "Bearer " + token), access, start)
                .map(answer -> answer instanceof SinkAnswer.Answered answered ? answered.hiding(token) : answer);
    }

    private void forget(ClientCredentials credentials, Token token, SinkAnswer answer) {
        if (answer instanceof SinkAnswer.Answered answered && answered.status() == UNAUTHORIZED) {
            kept.remove(credentials.key(), token);
        }
    }

    private Uni<Grant> token(ClientCredentials credentials, String owner) {
        Token known = kept.get(credentials.key());
        if (known != null && known.endsAt - System.nanoTime() > 0) {
            return Uni.createFrom().item(known);
        }
        return fetching.of(credentials.key(), () -> client.fetch(request(credentials), owner)
                .map(answer -> grant(answer, System.nanoTime()))
                .invoke(grant -> keep(credentials.key(), grant)));
    }

    private void keep(String key, Grant grant) {
        if (grant instanceof Token token) {
            if (kept.size() >= MAX_KEPT) {
                kept.clear();
            }
            kept.put(key, token);
        }
    }

    private static SinkRequest request(ClientCredentials credentials) {
        String basic = Base64.getEncoder()
                .encodeToString((form(credentials.clientId()) + ":" + form(credentials.clientSecret()))
                        .getBytes(StandardCharsets.US_ASCII));
        String scope = credentials.scope();
        String body = "grant_type=client_credentials" + (scope == null ? "" : "&scope=" + form(scope));
        return new SinkRequest(
                "POST",
                credentials.tokenUrl(),
                Map.of(
                        "authorization",
                        "Basic " + basic,
                        "content-type",
                        "application/x-www-form-urlencoded",
                        "accept",
                        "application/json"),
                body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Grant grant(SinkAnswer answer, long now) {
        return switch (answer) {
            case SinkAnswer.Blocked blocked -> new Refused("the token endpoint must not be asked: " + blocked.code());
            case SinkAnswer.Failed failed ->
                new Refused(
                        "no answer from the token endpoint: " + failed.failure().code());
            case SinkAnswer.NoToken none -> new Refused(none.reason());
            case SinkAnswer.CertificateExpired ended -> new Refused("the certificate has ended");
            case SinkAnswer.CredentialsExpired ended -> new Refused("the access token has ended");
            case SinkAnswer.Answered answered ->
                answered.status() == 200
                        ? grant(answered.excerpt(), now)
                        : new Refused("the token endpoint answered " + answered.status());
        };
    }

    /** What its answer says is not told: it may hold what is not the owner's to see. */
    private static Grant grant(byte[] body, long now) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException notJson) {
            return new Refused("the token endpoint's answer is not JSON");
        }
        String token = json.path("access_token").textValue();
        String type = json.path("token_type").textValue();
        if (token == null || !TOKEN.matcher(token).matches()) {
            return new Refused("the token endpoint's answer has no access_token");
        }
        if (type == null || !type.equalsIgnoreCase("bearer")) {
            return new Refused("the token endpoint's answer has no token_type Bearer");
        }
        long seconds = Math.clamp(json.path("expires_in").asLong(STANDARD_SECONDS), 0, MOST_SECONDS);
        return new Token(
                token,
                now + Duration.ofSeconds(Math.max(0, seconds - MARGIN_SECONDS)).toNanos());
    }

    private sealed interface Grant {}

    /**
     * @param endsAt by {@link System#nanoTime}
     */
    private record Token(String value, long endsAt) implements Grant {}

    private record Refused(String reason) implements Grant {}
}

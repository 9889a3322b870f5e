package org.ckep.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.ckep.infrastructure.InfrastructureException;

/** Access tokens that the real Keycloak issued to the realm's demo users and clients. */
public final class Tokens {

    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final ConcurrentMap<String, Token> HELD = new ConcurrentHashMap<>();
    private static final String NO_PLATFORM = "No test platform is open: annotate with"
            + " @WithTestResource(ServersResource) or open a TestPlatform first";

    private record Token(String value, Instant expiresAt) {}

    private Tokens() {}

    /** Token of a demo user such as {@code cn-maker}, with all scopes of the API. */
    public static String user(String name) {
        return held("user " + name, () -> password(TestRealm.CLIENT, name));
    }

    /** Token of a machine client: {@code cn-ministry}, {@code kr-ministry}, {@code agency-kotra}. */
    public static String client(String clientId) {
        return held("client " + clientId, () -> request(clientCredentials(clientId, Map.of())));
    }

    /** Token of the client that loads the first data. */
    public static String loader() {
        return client("ckep-loader");
    }

    /** A token of {@code cn-maker} that expires in seconds. */
    static String expiring() {
        return password(TestRealm.CLIENT_OF_SHORT_TOKENS, "cn-maker").value();
    }

    /**
     * A correctly signed token of {@code cn-maker} that has expired. The platform asks for it as soon as it is open, so that
     * it has mostly expired by the time a test wants it.
     */
    public static String expired() {
        String token = System.getProperty(TestPlatform.EXPIRING_TOKEN);
        if (token == null) {
            throw new InfrastructureException(NO_PLATFORM);
        }
        // Services may allow for clocks that differ; this is more than the usual allowance of ten seconds.
        Instant surelyExpired =
                Instant.ofEpochSecond(claims(token).path("exp").asLong()).plusSeconds(11);
        while (now().isBefore(surelyExpired)) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return token;
    }

    /** Token of {@code cn-maker} without any scope of the API. */
    public static String withoutScopes() {
        return held("without scopes", () -> password(TestRealm.CLIENT_WITHOUT_SCOPES, "cn-maker"));
    }

    /** Token that names both sides, as a person in groups of both would get it. */
    public static String twoSides() {
        return user(TestRealm.USER_OF_TWO_SIDES);
    }

    /** Token of a person of the agency {@code kita}, beside {@code agency-kotra} a second one. */
    public static String kita() {
        return user(TestRealm.USER_OF_KITA);
    }

    /** The claims of a token, unverified. */
    public static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a token: " + token, e);
        }
    }

    /**
     * The token endpoint's answer to a machine client.
     *
     * @param parameters of the form, on top of or instead of those that authenticate the client
     */
    static HttpResponse<String> clientRequest(String clientId, Map<String, String> parameters) {
        return send(clientCredentials(clientId, parameters));
    }

    /** The token endpoint's answer to a person's name and password. */
    static HttpResponse<String> passwordRequest(String user, String password) {
        return send(passwordForm(TestRealm.CLIENT, user, password));
    }

    private static String held(String key, Supplier<Token> request) {
        return HELD.compute(
                        realmUrl() + " " + key,
                        (name, token) ->
                                token == null || now().isAfter(token.expiresAt().minus(RENEW_BEFORE))
                                        ? request.get()
                                        : token)
                .value();
    }

    private static Token password(String clientId, String user) {
        return request(passwordForm(clientId, user, TestRealm.passwordOf(user)));
    }

    private static Map<String, String> passwordForm(String clientId, String user, String password) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", clientId);
        form.put("username", user);
        form.put("password", password);
        return form;
    }

    private static Map<String, String> clientCredentials(String clientId, Map<String, String> parameters) {
        JsonNode client = StreamSupport.stream(
                        TestRealm.shipped().json().path("clients").spliterator(), false)
                .filter(candidate -> candidate.path("clientId").asText().equals(clientId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The realm has no client " + clientId));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", clientId);
        if (client.has("secret")) {
            form.put("client_secret", client.path("secret").asText());
        } else {
            form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            form.put("client_assertion", assertion(clientId));
        }
        form.putAll(parameters);
        return form;
    }

    /** What a client of kind private_key_jwt signs with its own key (RFC 7523). */
    private static String assertion(String clientId) {
        long now = now().getEpochSecond();
        String header = JSON.createObjectNode()
                .put("alg", "ES256")
                .put("kid", clientId + "-demo-1")
                .toString();
        String payload = JSON.createObjectNode()
                .put("iss", clientId)
                .put("sub", clientId)
                .put("aud", realmUrl())
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now)
                .put("exp", now + 60)
                .toString();
        String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(payload.getBytes(StandardCharsets.UTF_8));
        Path file = TestRealm.projectFolder()
                .resolve("deploy/keycloak/demo")
                .resolve(clientId + "-demo-only-private-key.pem");
        try {
            String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with " + file, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Token request(Map<String, String> form) {
        HttpResponse<String> response = send(form);
        try {
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("Keycloak refused a token: " + answer);
            }
            String value = answer.path("access_token").asText();
            return new Token(
                    value, Instant.ofEpochSecond(claims(value).path("exp").asLong()));
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak answered with broken JSON", e);
        }
    }

    private static HttpResponse<String> send(Map<String, String> form) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realmUrl() + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String realmUrl() {
        String url = System.getProperty(TestPlatform.KEYCLOAK_URL);
        if (url == null) {
            throw new InfrastructureException(NO_PLATFORM);
        }
        return url + "/realms/" + System.getProperty(TestPlatform.REALM);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}

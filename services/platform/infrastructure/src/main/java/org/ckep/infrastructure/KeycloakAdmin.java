package org.ckep.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of Keycloak's admin REST API that local runs and tests need. */
public final class KeycloakAdmin implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeycloakAddress address;
    private final HttpClient http;

    public KeycloakAdmin(KeycloakAddress address) {
        this.address = address;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    public boolean realmExists(String realm) {
        return send("GET", "/admin/realms/" + encode(realm), null).statusCode() == 200;
    }

    /**
     * Imports a realm.
     *
     * @return false when a realm of that name exists already; it is left as it is
     */
    public boolean importRealm(JsonNode realm) {
        HttpResponse<String> response = send("POST", "/admin/realms", realm);
        if (response.statusCode() == 409) {
            return false;
        }
        require(response, 201, "import realm " + realm.path("realm").asText());
        return true;
    }

    /** The client's representation with its internal {@code id}. */
    public Optional<ObjectNode> findClient(String realm, String clientId) {
        JsonNode found = get(realm, "/clients?clientId=" + encode(clientId));
        return found.isEmpty() ? Optional.empty() : Optional.of((ObjectNode) found.get(0));
    }

    /**
     * Creates a client.
     *
     * @return false when one of that clientId exists already; it is left as it is
     */
    public boolean createClient(String realm, JsonNode client) {
        HttpResponse<String> response = send("POST", "/admin/realms/" + encode(realm) + "/clients", client);
        if (response.statusCode() == 409) {
            return false;
        }
        require(response, 201, "create client " + client.path("clientId").asText());
        return true;
    }

    /** Replaces a client by the representation, which must have its internal {@code id}. */
    public void updateClient(String realm, JsonNode client) {
        HttpResponse<String> response = send(
                "PUT",
                "/admin/realms/" + encode(realm) + "/clients/"
                        + encode(client.path("id").asText()),
                client);
        require(response, 204, "update client " + client.path("clientId").asText());
    }

    /**
     * Reads a resource of the admin API.
     *
     * @param path below the realm, with its query, beginning with a slash
     */
    public JsonNode get(String realm, String path) {
        HttpResponse<String> response = send("GET", "/admin/realms/" + encode(realm) + path, null);
        require(response, 200, "read " + path);
        return parse(response.body());
    }

    /**
     * Changes a resource of the admin API.
     *
     * @param method POST, PUT or DELETE
     * @param path below the realm, beginning with a slash
     */
    public void change(String method, String realm, String path, @Nullable JsonNode body) {
        HttpResponse<String> response = send(method, "/admin/realms/" + encode(realm) + path, body);
        if (response.statusCode() / 100 != 2) {
            throw failure(response, method + " " + path);
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.url() + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return exchange(request);
    }

    /** A new token for each call: they live one minute, calls are few. */
    private String token() {
        Map<String, String> form = Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                address.administrator().name(),
                "password",
                address.administrator().password());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address.realmUrl("master") + "/protocol/openid-connect/token"))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"))))
                .build();
        HttpResponse<String> response = exchange(request);
        require(response, 200, "log its administrator in");
        return parse(response.body()).path("access_token").asText();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new InfrastructureException("Keycloak at " + address.url() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while calling Keycloak", e);
        }
    }

    private void require(HttpResponse<String> response, int status, String what) {
        if (response.statusCode() != status) {
            throw failure(response, what);
        }
    }

    private InfrastructureException failure(HttpResponse<String> response, String what) {
        return new InfrastructureException("Keycloak at " + address.url() + " could not " + what + ": status "
                + response.statusCode() + ", " + response.body());
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new InfrastructureException("Keycloak answered with broken JSON", e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}

package org.ckep.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/** Access token of the client that loads the first data, renewed before it expires. */
final class LoaderToken implements Supplier<String> {

    private static final String CLIENT = "ckep-loader";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String realmUrl;
    private final String secret;
    private final HttpClient http;
    private String token = "";
    private long renewAt;

    LoaderToken(String realmUrl, String secret, HttpClient http) {
        this.realmUrl = realmUrl;
        this.secret = secret;
        this.http = http;
    }

    @Override
    public synchronized String get() {
        if (token.isEmpty() || System.nanoTime() - renewAt > 0) {
            renew();
        }
        return token;
    }

    private void renew() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realmUrl + "/protocol/openid-connect/token"))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=" + CLIENT
                        + "&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new SeedException("Keycloak gives the client " + CLIENT + " no token: " + response.body());
            }
            JsonNode answer = JSON.readTree(response.body());
            token = answer.path("access_token").asText();
            renewAt = System.nanoTime()
                    + Duration.ofSeconds(answer.path("expires_in").asLong() / 2).toNanos();
        } catch (IOException e) {
            throw new SeedException("Keycloak does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SeedException("Interrupted while asking for a token", e);
        }
    }
}

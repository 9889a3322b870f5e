package org.ckep.investment.interference;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.ckep.testing.Api;

/**
 * Requests, and their answers byte for byte. Masked are the closed list of headers below and the id of the request where a
 * problem names it, and nothing else.
 */
final class Exchange {
    /** Clock, request and trace. */
    private static final Set<String> MASKED = Set.of("date", "x-request-id", "traceparent", "tracestate");

    private static final Pattern REQUEST = Pattern.compile("urn:ckep:request:[A-Za-z0-9._-]+");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Exchange() {}

    /** What was answered, masked. */
    record Answer(int status, String body, String headers) {
        /** The same, unless the service failed: what always fails would be the same bytes too. */
        Answer sound(String request) {
            Assertions.assertThat(status).as(request).isLessThan(500);
            return this;
        }
    }

    /** A request to the path below the API's root. */
    static HttpRequest.Builder request(Api caller, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + Api.root() + path));
        String token = caller.token();
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    answer.statusCode(), REQUEST.matcher(answer.body()).replaceAll(""), headers(answer));
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String headers(HttpResponse<?> answer) {
        SortedMap<String, List<String>> told = new TreeMap<>();
        for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
            String lower = header.getKey().toLowerCase(Locale.ROOT);
            if (!MASKED.contains(lower)) {
                told.put(lower, header.getValue());
            }
        }
        return told.toString();
    }
}

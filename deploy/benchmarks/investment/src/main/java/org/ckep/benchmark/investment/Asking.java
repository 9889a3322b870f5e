package org.ckep.benchmark.investment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.ckep.benchmark.MeasuredService;

/** Asks the service as any client does. */
final class Asking {
    private final String root;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Asking(MeasuredService service) {
        this.root = service.address() + "/investment/v1/";
    }

    HttpResponse<String> get(String path, String token) {
        return send(request(path, token).GET().build(), 200);
    }

    HttpResponse<String> post(String path, String token, String ifMatch, String body) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .header("If-Match", ifMatch)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                200);
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(root + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request, int expected) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(
                        request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package org.ckep.benchmark.trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ckep.testing.Tokens;

/** Asks the service as any client does. */
final class TradeClient {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String CSV = "application/vnd.sdmx.data+csv;version=1.0.0";

    private final String service;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    TradeClient(String service) {
        this.service = service;
    }

    /**
     * An upload.
     *
     * @param seconds from the request until the figures were visible
     */
    record Uploaded(double seconds, long inserted, long revised, long unchanged, long rejected) {}

    /**
     * An answer that was read to its end.
     *
     * @param firstByte seconds until it came
     * @param lines number of line ends
     */
    record Answer(double firstByte, double seconds, long bytes, long lines) {}

    /** Uploads a file of Comtrade rows and waits until its figures are visible. */
    Uploaded upload(Path file, String source) {
        try {
            long begun = System.nanoTime();
            HttpResponse<String> answer = http.send(
                    request("/trade/v1/uploads?source=" + source)
                            .header("Content-Type", "text/csv")
                            .header("Authorization", "Bearer " + Tokens.loader())
                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201 && answer.statusCode() != 202) {
                throw new IllegalStateException("upload: " + answer.statusCode() + " " + answer.body());
            }
            JsonNode upload = JSON.readTree(answer.body());
            String address = answer.headers().firstValue("Location").orElseThrow();
            while (!upload.path("state").asText().equals("COMPLETED")) {
                if (upload.path("state").asText().matches("REFUSED|FAILED")) {
                    throw new IllegalStateException("upload: " + upload);
                }
                TimeUnit.MILLISECONDS.sleep(20);
                upload = JSON.readTree(body(address, "application/json"));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            JsonNode totals = upload.path("totals");
            return new Uploaded(
                    seconds,
                    totals.path("inserted").asLong(),
                    totals.path("revised").asLong(),
                    totals.path("unchanged").asLong(),
                    totals.path("rejected").asLong());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address.startsWith("http") ? address : service + address));
    }

    private String body(String address, String accept) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request(address)
                        .header("Accept", accept)
                        .header("Authorization", "Bearer " + Tokens.loader())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(address + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Reads an answer as fast as it comes and keeps nothing of it. */
    Answer read(String address, String accept) {
        long begun = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = http.send(
                    request(address)
                            .header("Accept", accept)
                            .header("Authorization", "Bearer " + Tokens.loader())
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(
                            address + ": " + answer.statusCode() + " " + new String(body.readNBytes(2000)));
                }
                return count(body, begun);
            }
        } catch (IOException e) {
            throw new IllegalStateException(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer count(InputStream body, long begun) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        long lines = 0;
        double first = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            if (bytes == 0) {
                first = (System.nanoTime() - begun) / 1e9;
            }
            bytes += n;
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                }
            }
        }
        return new Answer(first, (System.nanoTime() - begun) / 1e9, bytes, lines);
    }
}

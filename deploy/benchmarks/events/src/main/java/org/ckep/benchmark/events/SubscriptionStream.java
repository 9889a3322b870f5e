package org.ckep.benchmark.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a subscription as a stream of one hub after the other, cuts it every few events, and goes on after the last one with
 * {@code Last-Event-ID}.
 */
final class SubscriptionStream implements AutoCloseable {
    private static final long AGAIN_MILLIS = 200;

    private final Stage stage;
    private final Run.Subscription subscription;
    private final int cutAfter;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Thread thread;
    private volatile boolean closed;

    SubscriptionStream(Stage stage, Run.Subscription subscription, int cutAfter) {
        this.stage = stage;
        this.subscription = subscription;
        this.cutAfter = cutAfter;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        for (int turn = 0; !closed; turn++) {
            App hub = stage.hub(turn % Stage.MOST_HUBS);
            int before = received.size();
            try {
                try {
                    read(hub);
                } catch (IOException ended) {
                    broken.addAndGet(received.size() > before ? 1 : 0);
                    TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
                }
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void read(App hub) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(hub.url() + "/subscriptions/v1/" + subscription.id() + "/events"))
                .timeout(Duration.ofSeconds(5))
                .header("Accept", "text/event-stream")
                .header("Authorization", subscription.owner().authorization());
        if (!received.isEmpty()) {
            request.header("Last-Event-ID", Long.toString(received.getLast().subseq()));
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (response.statusCode() != 200) {
                throw new IOException("answered " + response.statusCode());
            }
            int here = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Received one = line.startsWith("data:")
                        ? Received.of(line.substring(5).strip(), System.currentTimeMillis())
                        : null;
                if (one != null) {
                    received.add(one);
                    here++;
                }
                if (here >= cutAfter) {
                    cuts.incrementAndGet();
                    return;
                }
            }
            throw new IOException("the stream ended");
        }
    }

    /** What came, in its order; each counts as taken. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** How often the reader cut it. */
    int cuts() {
        return cuts.get();
    }

    /** How often it broke off after it had brought something. */
    int broken() {
        return broken.get();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        http.shutdownNow();
    }
}

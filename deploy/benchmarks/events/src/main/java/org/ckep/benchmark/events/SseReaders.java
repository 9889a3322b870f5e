package org.ckep.benchmark.events;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Readers of the feed as a stream, who lose their connection every few events and resume where they were. */
final class SseReaders implements AutoCloseable {
    private static final long AGAIN_MILLIS = 200;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final URI hub;
    private final String query;
    private final int cutAfter;
    private final List<Reader> readers;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean closed;

    SseReaders(String hub, List<String> subjects, int amount, int cutAfter) {
        this.hub = URI.create(hub);
        this.query = "/events/v1/feed?after=latest&subject="
                + URLEncoder.encode(String.join(",", subjects), StandardCharsets.UTF_8);
        this.cutAfter = cutAfter;
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(2 * amount));
        this.readers = IntStream.range(0, amount).mapToObj(i -> new Reader()).toList();
    }

    void start() {
        readers.forEach(reader -> vertx.runOnContext(run -> reader.connect()));
    }

    int connected() {
        return Math.toIntExact(
                readers.stream().filter(reader -> reader.connectedOnce).count());
    }

    int cuts() {
        return cuts.get();
    }

    /** Readers that have at least so many events. */
    int finished(int amount) {
        return Math.toIntExact(readers.stream()
                .filter(reader -> reader.numbers.size() >= amount)
                .count());
    }

    /** Readers that got exactly these numbers, each once and in this order. */
    int right(List<Long> order) {
        return Math.toIntExact(
                readers.stream().filter(reader -> reader.numbers.equals(order)).count());
    }

    int distinct() {
        return readers.stream()
                .mapToInt(reader -> new HashSet<>(reader.numbers).size())
                .sum();
    }

    int repeated() {
        return readers.stream()
                .mapToInt(reader -> reader.numbers.size() - new HashSet<>(reader.numbers).size())
                .sum();
    }

    /** Numbers that came after one that stands later in this order. */
    int reordered(List<Long> order) {
        Map<Long, Integer> ranks =
                IntStream.range(0, order.size()).boxed().collect(Collectors.toMap(order::get, rank -> rank));
        int turned = 0;
        for (Reader reader : readers) {
            List<Integer> met = reader.numbers.stream()
                    .map(ranks::get)
                    .filter(Objects::nonNull)
                    .toList();
            for (int i = 1; i < met.size(); i++) {
                turned += met.get(i) < met.get(i - 1) ? 1 : 0;
            }
        }
        return turned;
    }

    @Override
    public void close() {
        closed = true;
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Reader {
        private final List<Long> numbers = new CopyOnWriteArrayList<>();
        private volatile boolean connectedOnce;
        private String cursor = "";
        private String id = "";
        private int sinceCut;

        void connect() {
            if (closed) {
                return;
            }
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setHost(hub.getHost())
                    .setPort(hub.getPort())
                    .setURI(query)
                    .putHeader("Accept", "text/event-stream");
            if (!cursor.isEmpty()) {
                options.putHeader("Last-Event-ID", cursor);
            }
            client.request(options)
                    .compose(request -> request.send())
                    .onSuccess(this::read)
                    .onFailure(failure -> again());
        }

        private void again() {
            vertx.setTimer(AGAIN_MILLIS, fired -> connect());
        }

        private void read(HttpClientResponse response) {
            if (response.statusCode() != 200) {
                response.request().connection().close();
                again();
                return;
            }
            sinceCut = 0;
            boolean[] done = {false};
            RecordParser lines = RecordParser.newDelimited("\n", response);
            lines.handler(line -> {
                if (!done[0] && take(line.toString(StandardCharsets.UTF_8))) {
                    done[0] = true;
                    cuts.incrementAndGet();
                    response.request().connection().close();
                    connect();
                }
            });
            lines.exceptionHandler(failure -> end(done));
            lines.endHandler(end -> end(done));
        }

        private void end(boolean[] done) {
            if (!done[0]) {
                done[0] = true;
                again();
            }
        }

        /** True where the connection is to be cut now. */
        private boolean take(String line) {
            connectedOnce = true;
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                cursor = id;
                int at = line.indexOf("\"number\":\"");
                if (at >= 0) {
                    numbers.add(Long.parseLong(line.substring(at + 10, line.indexOf('"', at + 10))));
                    sinceCut++;
                }
            }
            return sinceCut >= cutAfter;
        }
    }
}

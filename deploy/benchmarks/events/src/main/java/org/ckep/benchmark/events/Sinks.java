package org.ckep.benchmark.events;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints of subscribers. Each path is one endpoint; its first segment says how it behaves. What arrived is told at
 * {@code /log/{path}} in the order of arrival.
 */
public final class Sinks {
    private static final System.Logger LOG = System.getLogger(Sinks.class.getName());
    private static final int SLOW_MILLIS = 60;
    private static final int CRAWLING_MILLIS = 1500;

    /** Behaves as {@code flaky} and passes on to the port that its second segment names. */
    private static final String FRONT = "front";

    private final Vertx vertx;
    private final HttpClient client;
    private final Random random = new Random(8);
    private final Map<String, List<Received>> logs = new HashMap<>();

    private Sinks(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(64));
    }

    /** Listens on the port that is given; ends with its parent. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Sinks sinks = new Sinks(vertx);
        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(1024))
                .requestHandler(sinks::handle)
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onFailure(failure -> {
                    LOG.log(Level.ERROR, "the endpoints cannot listen on port " + arguments[0], failure);
                    System.exit(1);
                });
    }

    /** All on one event loop, so nothing here is shared between threads. */
    private void handle(HttpServerRequest request) {
        String path = String.valueOf(request.path()).substring(1);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            request.response()
                    .putHeader("WebHook-Allowed-Origin", "*")
                    .putHeader("WebHook-Allowed-Rate", "*")
                    .end();
        } else if (path.startsWith("log/")) {
            StringBuilder lines = new StringBuilder();
            logs.getOrDefault(path.substring(4), List.of()).forEach(received -> lines.append(received.line()));
            request.response().end(lines.toString());
        } else {
            request.body().onSuccess(body -> deliver(request, path, body.toString(StandardCharsets.UTF_8)));
        }
    }

    private void deliver(HttpServerRequest request, String path, String body) {
        switch (path.split("/", 2)[0].toLowerCase(Locale.ROOT)) {
            case "broken" -> {
                keep(request, path, body, false);
                request.response().setStatusCode(500).end();
            }
            case "hanging" -> {
                // Never answered; the connection ends when the hub gives up.
            }
            case "slow" -> take(request, path, body, SLOW_MILLIS);
            case "crawling" -> take(request, path, body, CRAWLING_MILLIS);
            case "poison" -> {
                if (body.contains("\"poison\":true")) {
                    keep(request, path, body, false);
                    request.response().setStatusCode(400).end();
                } else {
                    take(request, path, body, 0);
                }
            }
            case "flaky", FRONT -> flaky(request, path, body);
            default -> take(request, path, body, 0);
        }
    }

    private void flaky(HttpServerRequest request, String path, String body) {
        int chance = random.nextInt(100);
        if (chance < 5) {
            keep(request, path, body, false);
            request.connection().close();
        } else if (chance < 10) {
            accept(request, path, body, true);
        } else if (chance < 20) {
            keep(request, path, body, false);
            request.response().setStatusCode(503).end();
        } else if (chance < 21) {
            keep(request, path, body, false);
            request.response().setStatusCode(429).putHeader("Retry-After", "1").end();
        } else {
            accept(request, path, body, false);
        }
    }

    private void accept(HttpServerRequest request, String path, String body, boolean isCut) {
        String[] parts = path.split("/", 3);
        if (parts[0].equals(FRONT)) {
            passOn(request, path, body, Integer.parseInt(parts[1]), isCut);
        } else {
            end(request, path, body, 204, isCut);
        }
    }

    /** What stands behind answers; where it does not, the event has not been taken. */
    private void passOn(HttpServerRequest request, String path, String body, int port, boolean isCut) {
        client.request(HttpMethod.POST, port, "127.0.0.1", "/")
                .compose(passed -> {
                    request.headers().forEach((name, value) -> {
                        String lower = name.toLowerCase(Locale.ROOT);
                        if (lower.startsWith("webhook-") || lower.startsWith("ck-") || lower.equals("content-type")) {
                            passed.putHeader(name, value);
                        }
                    });
                    return passed.send(body);
                })
                .compose(answer -> answer.end().map(answer.statusCode()))
                .onSuccess(status -> end(request, path, body, status, isCut))
                .onFailure(failure -> end(request, path, body, 503, false));
    }

    private void end(HttpServerRequest request, String path, String body, int status, boolean isCut) {
        boolean isTaken = status == 204;
        keep(request, path, body, isTaken, isTaken && isCut);
        if (isCut) {
            request.connection().close();
        } else {
            request.response().setStatusCode(status).end();
        }
    }

    /** Applied first and answered then, as a receiver should. */
    private void take(HttpServerRequest request, String path, String body, int afterMillis) {
        keep(request, path, body, true);
        if (afterMillis == 0) {
            request.response().setStatusCode(204).end();
        } else {
            vertx.setTimer(
                    afterMillis, fired -> request.response().setStatusCode(204).end());
        }
    }

    private void keep(HttpServerRequest request, String path, String body, boolean isTaken) {
        keep(request, path, body, isTaken, false);
    }

    private void keep(HttpServerRequest request, String path, String body, boolean isTaken, boolean isCut) {
        @Nullable
        Received received = Received.of(
                body,
                request.getHeader("ck-redelivery"),
                isTaken,
                isCut,
                System.currentTimeMillis(),
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"),
                path.startsWith("kept"));
        if (received != null) {
            logs.computeIfAbsent(path, key -> new ArrayList<>()).add(received);
        }
    }
}

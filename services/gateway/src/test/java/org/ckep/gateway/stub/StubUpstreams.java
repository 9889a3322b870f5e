package org.ckep.gateway.stub;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.ckep.infrastructure.Ports;

/**
 * Real HTTP servers in the place of the services. By default they tell what reached them; a path segment that starts
 * with {@code stub-} asks for a particular behaviour. The service {@code policy} is down.
 */
public final class StubUpstreams implements QuarkusTestResourceLifecycleManager {
    private static final int CHUNK = 64 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> open = new ConcurrentHashMap<>();
    private final AtomicLong bigBytes = new AtomicLong();

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>();
        for (String service : List.of("trade", "investment", "partnerships", "events", "portal")) {
            config.put("ckep.gateway.upstreams." + service, "http://127.0.0.1:" + listen(service));
        }
        config.put(
                "ckep.gateway.upstreams.policy",
                "http://127.0.0.1:" + Ports.free(1).getFirst());
        return config;
    }

    @Override
    public void stop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private int listen(String service) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setMaxInitialLineLength(64 * 1024)
                        .setMaxHeaderSize(64 * 1024))
                .requestHandler(request -> handle(service, request));
        return server.listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
    }

    private void handle(String service, HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/stub-count/")) {
            tell(request, counts);
            return;
        }
        if (path.startsWith("/stub-open/")) {
            tell(request, open);
            return;
        }
        if (path.equals("/stub-big-bytes")) {
            request.response().end(Long.toString(bigBytes.get()));
            return;
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        counts.computeIfAbsent(last, unseen -> new AtomicLong()).incrementAndGet();
        HttpServerResponse response = request.response();
        countOpen(last, response);
        if (path.equals("/q/openapi")) {
            openApi(service, response);
        } else if (last.startsWith("stub-bare-")) {
            response.setStatusCode(number(last)).end();
        } else if (last.startsWith("stub-page-")) {
            response.setStatusCode(number(last))
                    .putHeader("Content-Type", "text/html")
                    .end("<html>java.lang.IllegalStateException</html>");
        } else if (last.startsWith("stub-problem-")) {
            response.setStatusCode(number(last))
                    .putHeader("Content-Type", "application/problem+json")
                    .end("{\"type\":\"urn:ckep:problem:of-the-service\"}");
        } else if (last.startsWith("stub-hang")) {
            request.handler(buffer -> {});
        } else if (last.startsWith("stub-late")) {
            vertx.setTimer(1_500, fired -> {
                if (!response.closed()) {
                    response.end();
                }
            });
        } else if (last.startsWith("stub-deaf")) {
            deaf(request);
        } else if (last.startsWith("stub-slow")) {
            slow(request);
        } else if (last.startsWith("stub-truncate")) {
            response.putHeader("Content-Length", "1000").write("only this");
            vertx.setTimer(50, fired -> request.connection().close());
        } else if (last.startsWith("stub-close")) {
            request.connection().close();
        } else if (last.startsWith("stub-sse")) {
            sse(response);
        } else if (last.startsWith("stub-big-")) {
            big(response, Long.parseLong(last.substring("stub-big-".length())));
        } else if (last.startsWith("stub-fields")) {
            fields(service, request);
        } else if (last.startsWith("stub-length-")) {
            response.putHeader("Content-Length", Integer.toString(number(last))).end();
        } else if (last.startsWith("stub-etag")) {
            if ("\"v1\"".equals(request.getHeader("If-None-Match"))) {
                response.setStatusCode(304).putHeader("ETag", "\"v1\"").end();
            } else {
                response.putHeader("ETag", "\"v1\"").end("{}");
            }
        } else {
            echo(service, request);
        }
    }

    private static void tell(HttpServerRequest request, Map<String, AtomicLong> numbers) {
        AtomicLong number = numbers.get(request.path().substring(request.path().lastIndexOf('/') + 1));
        request.response().end(Long.toString(number == null ? 0 : number.get()));
    }

    /** Counts the exchanges that are neither answered to the end nor given up by the gateway. */
    private void countOpen(String last, HttpServerResponse response) {
        AtomicLong exchanges = open.computeIfAbsent(last, unseen -> new AtomicLong());
        exchanges.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        Handler<Void> end = ended -> {
            if (over.compareAndSet(false, true)) {
                exchanges.decrementAndGet();
            }
        };
        response.endHandler(end);
        response.bodyEndHandler(end);
        response.closeHandler(end);
    }

    private static int number(String last) {
        return Integer.parseInt(last.substring(last.lastIndexOf('-') + 1));
    }

    private static void echo(String service, HttpServerRequest request) {
        AtomicLong bytes = new AtomicLong();
        request.handler(buffer -> bytes.addAndGet(buffer.length()));
        request.endHandler(end -> {
            JsonArray headers = new JsonArray();
            request.headers()
                    .forEach(header -> headers.add(new JsonObject()
                            .put("name", header.getKey().toLowerCase(java.util.Locale.ROOT))
                            .put("value", header.getValue())));
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject()
                            .put("service", service)
                            .put("method", request.method().name())
                            .put("uri", request.uri())
                            .put("headers", headers)
                            .put("bodyBytes", bytes.get())
                            .encode());
        });
    }

    private static void fields(String service, HttpServerRequest request) {
        request.response()
                .putHeader(
                        "Location",
                        "http://" + request.localAddress().host() + ":"
                                + request.localAddress().port() + "/investment/v1/projects/1")
                .putHeader(
                        "Link",
                        "<http://" + request.getHeader("Host") + "/investment/v1/projects?after=x>; rel=\"next\"")
                .putHeader("Set-Cookie", "session=of-" + service)
                .putHeader("Server", "inner")
                .putHeader("X-Powered-By", "inner")
                .putHeader("Connection", "X-Inner-Hop")
                .putHeader("X-Inner-Hop", "1")
                .putHeader("X-Request-Id", "inner-request-id")
                .putHeader("RateLimit", "\"inner\";r=1;t=1")
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Content-Type", "application/json")
                .end("{}");
    }

    /** Reads nothing and writes at times: only by writing can it see that the connection is gone. */
    private void deaf(HttpServerRequest request) {
        request.pause();
        HttpServerResponse response = request.response();
        vertx.setPeriodic(50, tick -> {
            if (response.closed()) {
                vertx.cancelTimer(tick);
            } else {
                response.writeContinue();
            }
        });
    }

    /** Takes half a mebibyte a second, and tells at the end how much it was. */
    private void slow(HttpServerRequest request) {
        AtomicLong bytes = new AtomicLong();
        request.handler(buffer -> {
            bytes.addAndGet(buffer.length());
            request.pause();
            vertx.setTimer(1 + buffer.length() / 512, taken -> request.resume());
        });
        request.endHandler(end -> request.response().end(Long.toString(bytes.get())));
    }

    private void sse(HttpServerResponse response) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        AtomicLong id = new AtomicLong();
        long timer = vertx.setPeriodic(300, tick -> {
            if (response.closed()) {
                vertx.cancelTimer(tick);
            } else {
                response.write("id: " + id.incrementAndGet() + "\ndata: " + System.currentTimeMillis() + "\n\n");
            }
        });
        response.exceptionHandler(gone -> vertx.cancelTimer(timer));
    }

    private void big(HttpServerResponse response, long size) {
        response.putHeader("Content-Length", Long.toString(size)).putHeader("Content-Type", "text/csv");
        bigBytes.set(0);
        pump(response, size, Buffer.buffer(new byte[CHUNK]));
    }

    private void pump(HttpServerResponse response, long size, Buffer chunk) {
        while (!response.closed() && bigBytes.get() < size) {
            int next = (int) Math.min(CHUNK, size - bigBytes.get());
            bigBytes.addAndGet(next);
            response.write(next == CHUNK ? chunk : chunk.slice(0, next));
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> pump(response, size, chunk));
                return;
            }
        }
        if (!response.closed()) {
            response.end();
        }
    }

    /** One service refuses, with a body that has no end. */
    private void openApi(String service, HttpServerResponse response) {
        if (service.equals("partnerships")) {
            sse(response.setStatusCode(500));
            return;
        }
        response.putHeader("Content-Type", "application/json").end(StubDocuments.of(service));
    }
}

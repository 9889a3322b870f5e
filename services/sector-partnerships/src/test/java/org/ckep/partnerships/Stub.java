package org.ckep.partnerships;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A small real HTTP server in place of another service; it can be frozen, and closing it refuses connections. */
public final class Stub implements AutoCloseable {
    /** One request as it arrived; a header that was not sent is null. */
    public record Request(String path, String query, String authorization, String requestId) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Function<Request, String>> answers = new ConcurrentHashMap<>();
    private volatile int status = 200;
    private volatile CountDownLatch thaw = new CountDownLatch(0);

    public Stub(String service) {
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), OtherServices.port(service)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("X-Request-Id"));
        requests.add(request);
        try {
            thaw.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return;
        }
        byte[] body = answers.getOrDefault(request.path(), any -> "{\"data\":[]}")
                .apply(request)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers this path with a body from now on; other paths answer an empty list. */
    public Stub on(String path, String body) {
        return on(path, any -> body);
    }

    /** Answers this path with a body made of the request. */
    public Stub on(String path, Function<Request, String> body) {
        answers.put(path, body);
        return this;
    }

    /** Answers every path with this status from now on. */
    public void status(int newStatus) {
        this.status = newStatus;
    }

    /** Takes requests from now on and answers none. */
    public void freeze() {
        thaw = new CountDownLatch(1);
    }

    /** Answers again, the requests that wait included. */
    public void heal() {
        status = 200;
        thaw.countDown();
    }

    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    @Override
    public void close() {
        thaw.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

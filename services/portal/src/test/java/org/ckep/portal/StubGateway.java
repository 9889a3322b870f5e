package org.ckep.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;

/** Answers the portal's questions with what a test lays down, and notes how it was asked. */
final class StubGateway implements AutoCloseable {
    private static final String URL = "quarkus.rest-client.gateway.url";

    /** A question of the portal; a missing query or header is the text {@code null}. */
    record Question(String path, String query, String authorization, String forwardedFor) {}

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** Tells the portal at start where the tests will put the gateway. */
    public static final class Address implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return Map.of(URL, "http://127.0.0.1:" + free.getLocalPort());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {}
    }

    StubGateway() throws IOException {
        URI address = URI.create(ConfigProvider.getConfig().getValue(URL, String.class));
        server = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::respond);
        server.start();
    }

    /** What the route answers from now on. */
    void answer(String path, String body) {
        answers.put(path, body);
    }

    /** The route is out of order from now on. */
    void breakDown(String path) {
        answers.remove(path);
    }

    /** There is nothing at that address from now on. */
    void forget(String path) {
        answers.remove(path);
        unknown.add(path);
    }

    List<Question> questions() {
        return questions;
    }

    private void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        questions.add(new Question(
                path,
                String.valueOf(exchange.getRequestURI().getQuery()),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-For"))));
        String body = answers.get(path);
        if (body == null) {
            exchange.sendResponseHeaders(unknown.contains(path) ? 404 : 503, -1);
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

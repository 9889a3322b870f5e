package org.ckep.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.ckep.infrastructure.Ports;
import org.eclipse.microprofile.config.ConfigProvider;

/** Answers the portal's questions with what a test lays down, and notes how it was asked. */
final class StubGateway implements AutoCloseable {
    private static final String URL = "quarkus.rest-client.gateway.url";

    /** A question of the portal; a missing query or header is the text {@code null}. */
    record Question(
            String method,
            String path,
            String query,
            String rawQuery,
            String authorization,
            String forwardedFor,
            String body) {}

    /** What a part of the gateway that acts, not only answers, does with a question. */
    interface Desk {
        Done ask(Question question, Map<String, String> headers);
    }

    /** A status, a body, and an entity tag or null. */
    record Done(int status, String body, String entityTag) {}

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Desk> desks = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** Tells the portal at start where the tests will put the gateway. */
    public static final class Address implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of(URL, "http://127.0.0.1:" + Ports.free(1).getFirst());
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

    /** The path, and everything below it that no other desk has, is answered by the desk from now on. */
    void answer(String path, Desk desk) {
        desks.put(path, desk);
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
        Question question = new Question(
                exchange.getRequestMethod(),
                path,
                String.valueOf(exchange.getRequestURI().getQuery()),
                String.valueOf(exchange.getRequestURI().getRawQuery()),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-For")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        questions.add(question);
        Optional<Desk> desk = desks.entrySet().stream()
                .filter(one -> path.equals(one.getKey()) || path.startsWith(one.getKey() + "/"))
                // The desk of the longest path knows it best.
                .max(Comparator.comparingInt(one -> one.getKey().length()))
                .map(Map.Entry::getValue);
        if (desk.isPresent()) {
            send(exchange, desk.get().ask(question, headers(exchange)));
            return;
        }
        String body = answers.get(path);
        send(
                exchange,
                body == null ? new Done(unknown.contains(path) ? 404 : 503, "", null) : new Done(200, body, null));
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        return headers;
    }

    private static void send(HttpExchange exchange, Done done) throws IOException {
        byte[] bytes = done.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", done.status() < 400 ? "application/json" : "application/problem+json");
        if (done.entityTag() != null) {
            exchange.getResponseHeaders().add("ETag", done.entityTag());
        }
        exchange.sendResponseHeaders(done.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

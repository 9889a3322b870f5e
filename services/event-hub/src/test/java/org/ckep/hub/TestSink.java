package org.ckep.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An endpoint of a subscriber. Consents to everything and takes everything, unless a test says otherwise. */
public final class TestSink implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Reply> deliveries = request -> new Reply(204, Map.of(), "");
    private volatile Function<Request, Reply> handshakes =
            request -> new Reply(200, Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "*"), "");

    public TestSink() {
        this(null);
    }

    /** An endpoint that asks in TLS for a certificate; without TLS where that is null. */
    public TestSink(SSLContext tls) {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);
        try {
            server = tls == null ? HttpServer.create(address, 200) : HttpsServer.create(address, 200);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (server instanceof HttpsServer secure) {
            secure.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = tls.getDefaultSSLParameters();
                    wanted.setNeedClientAuth(true);
                    parameters.setSSLParameters(wanted);
                }
            });
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes(),
                    System.nanoTime(),
                    peer(exchange),
                    exchange.getRemoteAddress().getPort());
            requests.add(request);
            Reply reply = (request.method.equals("OPTIONS") ? handshakes : deliveries).apply(request);
            if (reply.status == CUT) {
                // Without an answer the server closes the connection.
                throw new IOException("cut by the test");
            }
            reply.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
            int missing = reply.isCutOff() ? 1 : 0;
            exchange.sendResponseHeaders(reply.status, body.length + missing == 0 ? -1 : body.length + missing);
            exchange.getResponseBody().write(body);
            if (reply.isCutOff()) {
                exchange.getResponseBody().flush();
                throw new IOException("cut by the test");
            }
        }
    }

    private static String peer(HttpExchange exchange) throws IOException {
        return exchange instanceof HttpsExchange secure
                ? secure.getSSLSession().getPeerPrincipal().getName()
                : null;
    }

    /** Status for an answer that never comes: the connection is closed after the request was read. */
    public static final int CUT = -1;

    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort() + "/hook";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public TestSink onDelivery(Function<Request, Reply> behaviour) {
        deliveries = behaviour;
        return this;
    }

    public TestSink onHandshake(Function<Request, Reply> behaviour) {
        handshakes = behaviour;
        return this;
    }

    /** What was delivered, digests and tests left out. */
    public List<Request> received() {
        return requests.stream()
                .filter(request -> request.method.equals("POST"))
                .filter(request -> !request.type().startsWith("org.ckep.delivery."))
                .toList();
    }

    /** Everything, in the order of its arrival. */
    public List<Request> all() {
        return List.copyOf(requests);
    }

    public List<Request> handshakes() {
        return requests.stream()
                .filter(request -> request.method.equals("OPTIONS"))
                .toList();
    }

    /** The numbers in the data of what was received, in the order of its arrival. */
    public List<Integer> numbers() {
        return received().stream().map(Request::number).collect(Collectors.toList());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** An answer. */
    public record Reply(int status, Map<String, String> headers, String body) {
        public static Reply of(int status) {
            return new Reply(status, Map.of(), "");
        }

        /** The connection is closed before the last byte of its body. */
        public static Reply cutOff(int status) {
            return new Reply(status, Map.of("X-Cut-Off", "yes"), "begun");
        }

        private boolean isCutOff() {
            return headers.containsKey("X-Cut-Off");
        }
    }

    /**
     * A request.
     *
     * @param peer whose certificate was shown, null without TLS
     * @param port of the other end of the connection
     */
    public record Request(
            String method, String uri, Map<String, String> headers, byte[] body, long nanos, String peer, int port) {
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        public String type() {
            String binary = header("ce-type");
            return binary != null ? binary : json().path("type").asText();
        }

        public String subject() {
            return json().path("subject").asText();
        }

        public long subseq() {
            return json().path("cksubseq").asLong();
        }

        public int number() {
            return header("ce-type") != null
                    ? json().path("n").asInt()
                    : json().at("/data/n").asInt();
        }
    }
}

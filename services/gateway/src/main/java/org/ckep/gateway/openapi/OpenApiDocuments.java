package org.ckep.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.gateway.route.Upstream;
import org.ckep.gateway.route.UpstreamsConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The services' OpenAPI documents, fetched when asked for and kept for a while. One fetch at a time for each service. */
@ApplicationScoped
class OpenApiDocuments {
    private static final Logger LOG = Logger.getLogger(OpenApiDocuments.class);
    private static final String PATH = "/q/openapi?format=json";
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final OpenApiConfig config;
    private final UpstreamsConfig upstreams;
    private final ObjectMapper json;
    private final HttpClient client;
    private final Map<Upstream, Fetched> fetched = new ConcurrentHashMap<>();
    private final Map<Upstream, Future<Fetched>> running = new ConcurrentHashMap<>();

    private record Fetched(@Nullable ObjectNode document, long atNanos) {}

    OpenApiDocuments(Vertx vertx, OpenApiConfig config, UpstreamsConfig upstreams, ObjectMapper json) {
        this.config = config;
        this.upstreams = upstreams;
        this.json = json;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setName("openapi")
                .setConnectTimeout(Math.toIntExact(config.fetchTimeout().toMillis()))
                .setDecompressionSupported(true));
    }

    /** The document of one service; a null item if it gives none at the moment. */
    Uni<@Nullable ObjectNode> of(Upstream upstream) {
        return Uni.createFrom()
                .completionStage(() -> current(upstream).toCompletionStage())
                .map(Fetched::document);
    }

    /** The documents of all services that give one. */
    Uni<Map<Upstream, ObjectNode>> all() {
        List<Uni<Void>> fetches = new ArrayList<>();
        Map<Upstream, ObjectNode> documents = new ConcurrentHashMap<>();
        for (Upstream upstream : Upstream.values()) {
            if (upstream.isApi()) {
                fetches.add(of(upstream)
                        .invoke(document -> {
                            if (document != null) {
                                documents.put(upstream, document);
                            }
                        })
                        .replaceWithVoid());
            }
        }
        return Uni.join().all(fetches).andFailFast().map(done -> {
            Map<Upstream, ObjectNode> ordered = new EnumMap<>(Upstream.class);
            ordered.putAll(documents);
            return ordered;
        });
    }

    private Future<Fetched> current(Upstream upstream) {
        Fetched last = fetched.get(upstream);
        if (last != null && isFresh(last)) {
            return Future.succeededFuture(last);
        }
        return running.computeIfAbsent(upstream, this::start);
    }

    private boolean isFresh(Fetched last) {
        Duration period = last.document() == null ? config.retryPeriod() : config.cachePeriod();
        return System.nanoTime() - last.atNanos() < period.toNanos();
    }

    private Future<Fetched> start(Upstream upstream) {
        return fetch(upstreams.of(upstream))
                .map(this::parse)
                .map(document -> new Fetched(document, System.nanoTime()))
                .otherwise(failure -> {
                    LOG.debugf(failure, "No OpenAPI document of %s", upstream.key());
                    return new Fetched(null, System.nanoTime());
                })
                .onSuccess(result -> {
                    fetched.put(upstream, result);
                    running.remove(upstream);
                });
    }

    private Future<Buffer> fetch(URI base) {
        long timeout = config.fetchTimeout().toMillis();
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(base + PATH)
                        .setConnectTimeout(timeout)
                        .setIdleTimeout(timeout))
                .compose(request -> request.send())
                .compose(OpenApiDocuments::body);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> document = Promise.promise();
        response.exceptionHandler(document::tryFail);
        if (response.statusCode() != 200) {
            document.fail("status " + response.statusCode());
            // Nobody needs the body of a refusal, which may have no end.
            response.request().reset();
            return document.future();
        }
        Buffer received = Buffer.buffer();
        response.endHandler(end -> document.tryComplete(received));
        response.handler(part -> {
            if (received.length() + part.length() <= MAX_BYTES) {
                received.appendBuffer(part);
            } else if (document.tryFail("more than " + MAX_BYTES + " bytes")) {
                response.request().reset();
            }
        });
        return document.future();
    }

    private ObjectNode parse(Buffer body) {
        try {
            JsonNode document = json.readTree(body.getBytes());
            if (document instanceof ObjectNode object && object.path("paths").isObject()) {
                return object;
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("unreadable OpenAPI document", unreadable);
        }
        throw new IllegalArgumentException("not an OpenAPI document");
    }

    @PreDestroy
    void close() {
        client.close();
    }
}

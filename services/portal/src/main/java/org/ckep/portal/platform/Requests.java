package org.ckep.portal.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import org.ckep.portal.session.Visitor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the gateway on a visitor's behalf whose refusals are shown to him, in his language as far as the services
 * speak it. {@link Platform} asks for parts of pages, which are shown or left out.
 */
@ApplicationScoped
public class Requests {
    private static final Logger LOG = Logger.getLogger(Requests.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final long ANSWER_MILLIS = 20_000;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    /** A slow reader of a file keeps its connection as long as something moves. */
    private static final int IDLE_SECONDS = 60;
    /** As many as the client of {@link Platform} has; Vert.x' own 5 are fewer than one page asks for at once. */
    private static final int CONNECTIONS = 50;
    /** Each open event stream holds one nearly all the time, which no page may have to wait for. */
    private static final int WAITING_CONNECTIONS = 1_000;

    private final WebClient client;
    private final WebClient waiting;
    private final HttpClient files;
    private final String gateway;
    private final ObjectMapper json;

    Requests(Vertx vertx, @ConfigProperty(name = "quarkus.rest-client.gateway.url") String gateway, ObjectMapper json) {
        this.client = client(vertx, CONNECTIONS);
        this.waiting = client(vertx, WAITING_CONNECTIONS);
        this.files = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxPoolSize(CONNECTIONS));
        this.gateway = gateway.endsWith("/") ? gateway.substring(0, gateway.length() - 1) : gateway;
        this.json = json;
    }

    private static WebClient client(Vertx vertx, int connections) {
        return WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setFollowRedirects(false)
                        .setMaxPoolSize(connections));
    }

    /** Reads what stands at that path and query. */
    public Uni<Reply> get(Visitor visitor, String path) {
        return reply(KeptConnections.asking(
                request(client, visitor, HttpMethod.GET, path).send()));
    }

    /** Reads what comes at that path and query, which may take its time. */
    public Uni<Reply> await(Visitor visitor, String path) {
        return reply(KeptConnections.asking(
                request(waiting, visitor, HttpMethod.GET, path).send()));
    }

    /**
     * Creates or does something.
     *
     * @param key the request's own key: sent twice with it, it is done once
     */
    public Uni<Reply> post(Visitor visitor, String path, JsonNode body, String key) {
        return send(request(client, visitor, HttpMethod.POST, path).putHeader("Idempotency-Key", key), body);
    }

    /**
     * Does something for good with what was read with that entity tag.
     *
     * @param key the request's own key: sent twice with it, it is done once
     */
    public Uni<Reply> post(Visitor visitor, String path, JsonNode body, String entityTag, String key) {
        return send(
                request(client, visitor, HttpMethod.POST, path)
                        .putHeader("If-Match", entityTag)
                        .putHeader("Idempotency-Key", key),
                body);
    }

    /** Writes anew what was read with that entity tag. */
    public Uni<Reply> put(Visitor visitor, String path, JsonNode body, String entityTag) {
        return send(request(client, visitor, HttpMethod.PUT, path).putHeader("If-Match", entityTag), body);
    }

    /** Reads the file of that type which stands at that path and query; no more of it is held than one piece. */
    public Uni<Download> file(Visitor visitor, String path, String type) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(gateway + path)
                .setTimeout(ANSWER_MILLIS)
                .putHeader("Accept", type)
                .putHeader("X-Forwarded-For", visitor.networkAddress());
        String authorization = visitor.authorization();
        if (authorization != null) {
            request.putHeader("Authorization", authorization);
        }
        return KeptConnections.asking(files.request(request).chain(HttpClientRequest::send))
                .map(Requests::download)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("the gateway gave no file: %s", failure.toString());
                    return Download.NONE;
                });
    }

    private static Download download(HttpClientResponse answer) {
        if (answer.statusCode() != OK) {
            LOG.warnf("the gateway gave no file: %d", answer.statusCode());
            answer.request().reset();
            return Download.NONE;
        }
        // Nobody reads yet: what comes meanwhile would be lost.
        answer.pause();
        return new Download(
                true, answer.toMulti().map(Buffer::getBytes).onCancellation().invoke(() -> answer.request()
                        .reset()));
    }

    private HttpRequest<Buffer> request(WebClient from, Visitor visitor, HttpMethod method, String path) {
        HttpRequest<Buffer> request = from.requestAbs(method, gateway + path)
                .timeout(ANSWER_MILLIS)
                .putHeader("Accept", "application/json, application/problem+json")
                .putHeader("Accept-Language", visitor.language().tag())
                .putHeader("X-Forwarded-For", visitor.networkAddress());
        String authorization = visitor.authorization();
        return authorization == null ? request : request.putHeader("Authorization", authorization);
    }

    private Uni<Reply> send(HttpRequest<Buffer> request, JsonNode body) {
        return reply(request.putHeader("Content-Type", "application/json").sendBuffer(Buffer.buffer(body.toString())));
    }

    private Uni<Reply> reply(Uni<HttpResponse<Buffer>> answer) {
        return answer.map(this::read).onFailure().recoverWithItem(failure -> {
            LOG.warnf("the gateway did not answer: %s", failure.toString());
            return new Reply(UNAVAILABLE, MissingNode.getInstance(), null);
        });
    }

    private Reply read(HttpResponse<Buffer> answer) {
        return new Reply(answer.statusCode(), body(answer), answer.getHeader("ETag"));
    }

    private JsonNode body(HttpResponse<Buffer> answer) {
        @Nullable String text = answer.bodyAsString();
        if (text == null || text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            LOG.warnf("the gateway answered %d with something else than JSON", answer.statusCode());
            return MissingNode.getInstance();
        }
    }
}

package org.ckep.portal.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
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
    private static final int UNAVAILABLE = 503;

    private final WebClient client;
    private final String gateway;
    private final ObjectMapper json;

    Requests(Vertx vertx, @ConfigProperty(name = "quarkus.rest-client.gateway.url") String gateway, ObjectMapper json) {
        this.client = WebClient.create(
                vertx, new WebClientOptions().setConnectTimeout(CONNECT_MILLIS).setFollowRedirects(false));
        this.gateway = gateway.endsWith("/") ? gateway.substring(0, gateway.length() - 1) : gateway;
        this.json = json;
    }

    /** Reads what stands at that path and query. */
    public Uni<Reply> get(Visitor visitor, String path) {
        return reply(request(visitor, HttpMethod.GET, path).send());
    }

    /**
     * Creates or does something.
     *
     * @param key the request's own key: sent twice with it, it is done once
     */
    public Uni<Reply> post(Visitor visitor, String path, JsonNode body, String key) {
        return send(request(visitor, HttpMethod.POST, path).putHeader("Idempotency-Key", key), body);
    }

    /** Writes anew what was read with that entity tag. */
    public Uni<Reply> put(Visitor visitor, String path, JsonNode body, String entityTag) {
        return send(request(visitor, HttpMethod.PUT, path).putHeader("If-Match", entityTag), body);
    }

    /** Ends what stands at that path. */
    public Uni<Reply> delete(Visitor visitor, String path) {
        return reply(request(visitor, HttpMethod.DELETE, path).send());
    }

    private HttpRequest<Buffer> request(Visitor visitor, HttpMethod method, String path) {
        HttpRequest<Buffer> request = client.requestAbs(method, gateway + path)
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

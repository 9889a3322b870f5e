package org.ckep.web;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends the caller's bearer token, request id and trace context on to another service of the platform. Register it on a
 * REST client with {@code @RegisterProvider(TokenPropagation.class)}; all services share one audience, so the token is
 * meant for the other service too. Outside a request nothing is added.
 */
public class TokenPropagation implements ClientRequestFilter {

    /** Without arguments, because a REST client that is built by code makes it itself. */
    public TokenPropagation() {}

    @Override
    public void filter(ClientRequestContext outgoing) {
        if (!Arc.container().requestContext().isActive()) {
            return;
        }
        RoutingContext context =
                Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
        if (context == null) {
            return;
        }
        HttpServerRequest incoming = context.request();
        String authorization = incoming.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            outgoing.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, authorization);
        }
        copy(incoming.getHeader(RequestIds.HEADER), RequestIds.HEADER, outgoing);
        copy(incoming.getHeader("traceparent"), "traceparent", outgoing);
        copy(incoming.getHeader("tracestate"), "tracestate", outgoing);
    }

    private static void copy(@Nullable String value, String header, ClientRequestContext outgoing) {
        if (value != null && !outgoing.getHeaders().containsKey(header)) {
            outgoing.getHeaders().putSingle(header, value);
        }
    }
}

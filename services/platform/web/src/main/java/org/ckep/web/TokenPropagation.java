package org.ckep.web;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends the caller's bearer token, request id and trace context on to another service of the platform. Register it on a
 * REST client with {@code @RegisterProvider(TokenPropagation.class)}; all services share one audience, so the token is
 * meant for the other service too. Outside a request nothing is added.
 */
@Singleton
public class TokenPropagation implements ClientRequestFilter {
    private final CurrentVertxRequest current;

    TokenPropagation(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public void filter(ClientRequestContext outgoing) {
        ManagedContext scope = Arc.container().requestContext();
        if (!scope.isActive()) {
            return;
        }
        RoutingContext context = current.getCurrent();
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

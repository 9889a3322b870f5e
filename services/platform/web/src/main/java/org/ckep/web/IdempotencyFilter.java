package org.ckep.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Takes the idempotency key from the header of requests that change something. */
class IdempotencyFilter {
    private final IdempotencyKey key;

    IdempotencyFilter(IdempotencyKey key) {
        this.key = key;
    }

    @ServerRequestFilter(priority = FilterPriorities.IDEMPOTENCY)
    void take(ContainerRequestContext request) {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            key.set(
                    request.getHeaderString(IdempotencyKey.HEADER),
                    method + " " + request.getUriInfo().getPath(),
                    request.getUriInfo().getBaseUri().getPath());
        }
    }
}

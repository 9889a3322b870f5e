package org.ckep.hub.subscription;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import org.ckep.kernel.problem.KernelProblem;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells clients that know no problem documents, too, when they may come again. */
class RetryAfterHeader {
    @ServerResponseFilter
    void add(ContainerResponseContext response) {
        if (response.getStatus() == KernelProblem.TOO_MANY_REQUESTS.status()
                && response.getEntity() instanceof Map<?, ?> problem
                && problem.get("retryAfter") instanceof Integer seconds) {
            response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, seconds);
        }
    }
}

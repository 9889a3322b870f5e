package org.ckep.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Puts into every log line of a request for whom it is made: client and side, no person. */
class LogContext {
    private final CurrentViewer currentViewer;

    LogContext(CurrentViewer currentViewer) {
        this.currentViewer = currentViewer;
    }

    @ServerRequestFilter(priority = FilterPriorities.LOG_CONTEXT)
    void fill(ContainerRequestContext request) {
        Viewer viewer = currentViewer.get();
        String client = viewer.client();
        MDC.put("clientId", client == null ? "public" : client);
        Side side = viewer.side();
        if (side != null) {
            MDC.put("side", side.name());
        }
    }
}

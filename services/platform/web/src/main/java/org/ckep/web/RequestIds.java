package org.ckep.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.ckep.kernel.id.TraceContext;
import org.jboss.logging.MDC;

/**
 * Gives every request an id, below REST, so that answers which never reach a resource carry it too. The effective id
 * replaces the request header, where everything later finds it. What the request is part of (its trace) stands in the log
 * context, where its log lines and its events take it from.
 */
@ApplicationScoped
class RequestIds {
    static final String HEADER = "X-Request-Id";
    static final String INSTANCE_PREFIX = "urn:ckep:request:";

    /** The header, and the word in the log context by which events find it, too. */
    private static final String TRACE = "traceparent";

    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    /** Before authentication and the body limit, whose priorities are below 1000. */
    private static final int FIRST = 10_000;

    void register(@Observes Filters filters) {
        filters.register(RequestIds::assign, FIRST);
    }

    private static void assign(RoutingContext context) {
        HttpServerRequest request = context.request();
        String id = effective(request.getHeader(HEADER));
        request.headers().set(HEADER, id);
        context.response().putHeader(HEADER, id);
        context.response().putHeader("X-Content-Type-Options", "nosniff");
        MDC.put("requestId", id);
        String trace = request.getHeader(TRACE);
        if (trace != null && TraceContext.isTraceParent(trace)) {
            MDC.put(TRACE, trace);
        }
        context.next();
    }

    private static String effective(@org.jspecify.annotations.Nullable String given) {
        return given != null && ACCEPTED.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}

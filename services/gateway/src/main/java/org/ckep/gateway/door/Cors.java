package org.ckep.gateway.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Problems;
import org.ckep.gateway.problem.Refusal;

/**
 * Cross-origin calls of browsers. Quarkus' filter is not used: behind a proxy that ends TLS it takes the portal's own
 * forms for foreign ones and refuses them. Credentials are never allowed, since cookies do not reach API routes.
 */
@ApplicationScoped
class Cors {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_FIELDS =
            "Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
                    + "If-Modified-Since, Last-Event-ID, X-Request-Id, traceparent, tracestate";
    private static final String RESPONSE_FIELDS =
            "ETag, Last-Modified, Location, Link, Content-Language, Retry-After, RateLimit, RateLimit-Policy, "
                    + "X-Request-Id";

    private final Set<String> allowed;
    private final String maxAge;
    private final Problems problems;

    Cors(CorsConfig config, Problems problems) {
        this.allowed = config.allowedOrigins().orElse(Set.of());
        if (allowed.stream().anyMatch(origin -> origin.contains("*"))) {
            throw new IllegalArgumentException("ckep.gateway.cors.allowed-origins lists exact origins, no pattern");
        }
        this.maxAge = Long.toString(config.maxAge().toSeconds());
        this.problems = problems;
    }

    /**
     * Adds the fields that allow an origin, and answers preflight requests.
     *
     * @return true if the call is answered
     */
    boolean handle(RoutingContext context, Call call) {
        MultiMap headers = context.request().headers();
        String origin = headers.get(HttpHeaders.ORIGIN);
        if (!call.route().isApi()) {
            return false;
        }
        if (!allowed.isEmpty()) {
            call.variesBy("Origin");
        }
        if (origin == null) {
            return false;
        }
        boolean preflight =
                call.method().equals(HttpMethod.OPTIONS) && headers.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (allowed.contains(origin)) {
            call.answerWith("Access-Control-Allow-Origin", origin);
            call.answerWith("Access-Control-Expose-Headers", RESPONSE_FIELDS);
            if (preflight) {
                call.answerWith("Access-Control-Allow-Methods", METHODS);
                call.answerWith("Access-Control-Allow-Headers", REQUEST_FIELDS);
                call.answerWith("Access-Control-Max-Age", maxAge);
                context.response().setStatusCode(204).end();
                context.request().resume();
                return true;
            }
        } else if (preflight) {
            problems.refuse(context, Refusal.of(GatewayProblem.ORIGIN_NOT_ALLOWED));
            return true;
        }
        return false;
    }
}

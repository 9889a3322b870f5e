package org.ckep.gateway.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.gateway.call.RequestTarget;
import org.ckep.gateway.limit.SizeLimitConfig;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Refusal;
import org.ckep.gateway.proxy.HeaderPolicy;
import org.ckep.gateway.route.Route;
import org.ckep.gateway.wire.WireFault;
import org.jspecify.annotations.Nullable;

/** What a request must be before anybody asks who sent it: readable in one way only, at a public address, and small. */
@ApplicationScoped
class RequestChecks {
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final SizeLimitConfig sizes;

    RequestChecks(SizeLimitConfig sizes) {
        this.sizes = sizes;
    }

    /** The refusal of the first fault, null if there is none. */
    @Nullable
    Refusal refusalOf(HttpServerRequest request, Route route) {
        WireFault unread = WireFault.of(request);
        if (unread != null) {
            return explain(unread, route);
        }
        Refusal refusal = framingFault(request);
        if (refusal == null) {
            refusal = targetFault(request, route);
        }
        return refusal == null ? sizeFault(request, route) : refusal;
    }

    private Refusal explain(WireFault fault, Route route) {
        return switch (fault) {
            case SYNTAX, FRAMING, HOST, FORM, CHARACTER, ENCODING ->
                Refusal.because(GatewayProblem.INVALID_REQUEST, fault.messageKey());
            case VERSION -> Refusal.of(GatewayProblem.HTTP_VERSION_NOT_SUPPORTED);
            case LINE_TOO_LONG -> Refusal.of(GatewayProblem.URI_TOO_LONG, sizes.uriOf(route));
            case FIELDS_TOO_LARGE ->
                Refusal.of(GatewayProblem.HEADERS_TOO_LARGE, sizes.headers().asLongValue());
        };
    }

    private static @Nullable Refusal framingFault(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            return Refusal.of(GatewayProblem.HTTP_VERSION_NOT_SUPPORTED).withHeader("Connection", "close");
        }
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = request.headers().getAll(HttpHeaders.CONTENT_LENGTH);
        boolean inChunks = encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked");
        if (lengths.size() + encodings.size() > 1 || (!encodings.isEmpty() && !inChunks)) {
            return Refusal.because(GatewayProblem.INVALID_REQUEST, "framing").withHeader("Connection", "close");
        }
        if (!HeaderPolicy.removeConnectionFields(request.headers())) {
            return Refusal.because(GatewayProblem.INVALID_REQUEST, "connection-field");
        }
        return METHODS.contains(request.method())
                ? null
                : Refusal.of(GatewayProblem.METHOD_NOT_ALLOWED).withHeader("Allow", ALLOW);
    }

    private static @Nullable Refusal targetFault(HttpServerRequest request, Route route) {
        RequestTarget.Fault fault = RequestTarget.faultOf(request.uri());
        if (fault != null) {
            return Refusal.because(GatewayProblem.INVALID_REQUEST, fault.messageKey());
        }
        return route == Route.NOT_PUBLIC ? Refusal.of(GatewayProblem.NOT_FOUND) : null;
    }

    private @Nullable Refusal sizeFault(HttpServerRequest request, Route route) {
        long uriLimit = sizes.uriOf(route);
        if (request.uri().length() > uriLimit) {
            return Refusal.of(GatewayProblem.URI_TOO_LONG, uriLimit);
        }
        long headerLimit = sizes.headers().asLongValue();
        long headerBytes = 0;
        for (Map.Entry<String, String> field : request.headers()) {
            headerBytes += field.getKey().length() + field.getValue().length() + 4L;
        }
        if (headerBytes > headerLimit) {
            return Refusal.of(GatewayProblem.HEADERS_TOO_LARGE, headerLimit);
        }
        long bodyLimit = sizes.bodyOf(route);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && declared(length) > bodyLimit ? Refusal.of(GatewayProblem.TOO_LARGE, bodyLimit) : null;
    }

    private static long declared(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException larger) {
            return Long.MAX_VALUE;
        }
    }
}

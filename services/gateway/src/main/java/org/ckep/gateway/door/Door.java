package org.ckep.gateway.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ckep.gateway.access.Access;
import org.ckep.gateway.access.Identification;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.call.RequestId;
import org.ckep.gateway.call.RequestTarget;
import org.ckep.gateway.limit.Addresses;
import org.ckep.gateway.limit.RateLimits;
import org.ckep.gateway.limit.SizeLimitConfig;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Problems;
import org.ckep.gateway.problem.Refusal;
import org.ckep.gateway.proxy.AddressConfig;
import org.ckep.gateway.proxy.Forwarder;
import org.ckep.gateway.proxy.HeaderPolicy;
import org.ckep.gateway.proxy.PublicAddress;
import org.ckep.gateway.route.Route;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every call comes through here, and is checked in one order: framing, address, size, origin, caller, rights, quota.
 * Only then does it reach a service.
 */
@ApplicationScoped
class Door {
    private static final Logger ACCESS_LOG = Logger.getLogger("org.ckep.gateway.access-log");
    /** Behind the handler that prepares authentication (order -200), before all resources. */
    private static final int ORDER = -50;

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final Access access;
    private final RateLimits rateLimits;
    private final SizeLimitConfig sizes;
    private final Cors cors;
    private final Forwarder forwarder;
    private final Problems problems;
    private final Addresses addresses;
    private final boolean secure;

    Door(
            Access access,
            RateLimits rateLimits,
            SizeLimitConfig sizes,
            Cors cors,
            Forwarder forwarder,
            Problems problems,
            AddressConfig addressConfig,
            PublicAddress publicAddress) {
        this.access = access;
        this.rateLimits = rateLimits;
        this.sizes = sizes;
        this.cors = cors;
        this.forwarder = forwarder;
        this.problems = problems;
        this.addresses = new Addresses(addressConfig.trustedProxies().orElse(List.of()));
        this.secure = publicAddress.scheme().equals("https");
    }

    void open(@Observes Router router) {
        router.route().order(ORDER).handler(this::enter);
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        Call call = Call.begin(
                context, addresses.of(request.remoteAddress(), request.headers().getAll("X-Forwarded-For")));
        context.addHeadersEndHandler(head -> stamp(context.response(), call));
        context.addEndHandler(end -> log(context, call));
        Refusal refusal = framingFault(request);
        if (refusal == null) {
            refusal = targetFault(request, call);
        }
        if (refusal == null) {
            refusal = sizeFault(request, call.route());
        }
        if (refusal != null) {
            problems.refuse(context, refusal);
        } else if (!cors.handle(context, call)) {
            if (call.route() == Route.HEALTH) {
                context.next();
            } else {
                identify(context, call);
            }
        }
    }

    private static @Nullable Refusal framingFault(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            return Refusal.of(GatewayProblem.HTTP_VERSION_NOT_SUPPORTED).withHeader("Connection", "close");
        }
        if (request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        || request.headers().getAll(HttpHeaders.CONTENT_LENGTH).size() > 1)) {
            return Refusal.because(GatewayProblem.INVALID_REQUEST, "framing").withHeader("Connection", "close");
        }
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (encodings.size() > 1
                || (encodings.size() == 1 && !encodings.getFirst().equalsIgnoreCase("chunked"))) {
            return Refusal.because(GatewayProblem.INVALID_REQUEST, "framing").withHeader("Connection", "close");
        }
        if (!HeaderPolicy.removeConnectionFields(request.headers())) {
            return Refusal.because(GatewayProblem.INVALID_REQUEST, "connection-field");
        }
        return METHODS.contains(request.method())
                ? null
                : Refusal.of(GatewayProblem.METHOD_NOT_ALLOWED).withHeader("Allow", ALLOW);
    }

    private static @Nullable Refusal targetFault(HttpServerRequest request, Call call) {
        return switch (RequestTarget.read(request.uri())) {
            case RequestTarget.Reading.Refused refused ->
                Refusal.because(GatewayProblem.INVALID_REQUEST, messageKey(refused.fault()));
            case RequestTarget.Reading.Accepted accepted -> {
                String path = accepted.target().path();
                Route route = Route.of(path);
                call.routed(route, path);
                yield route == Route.NOT_PUBLIC ? Refusal.of(GatewayProblem.NOT_FOUND) : null;
            }
        };
    }

    private static String messageKey(RequestTarget.Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
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

    private void identify(RoutingContext context, Call call) {
        context.request().pause();
        access.identify(context).subscribe().with(who -> admit(context, call, who), failure -> fail(context, failure));
    }

    private void admit(RoutingContext context, Call call, Identification who) {
        if (context.response().closed()) {
            return;
        }
        Refusal refusal = access.refusalOf(call, who);
        Refusal overQuota = takeQuota(call, who);
        if (overQuota != null) {
            problems.refuse(context, overQuota);
        } else if (refusal != null) {
            problems.refuse(context, refusal);
        } else if (call.route() == Route.OWN) {
            context.request().resume();
            context.next();
        } else {
            if ("100-continue".equalsIgnoreCase(context.request().getHeader(HttpHeaders.EXPECT))) {
                context.response().writeContinue();
            }
            forwarder.forward(context);
        }
    }

    /** A refused token counts against the address that sent it, so that nobody can try tokens without end. */
    private @Nullable Refusal takeQuota(Call call, Identification who) {
        return switch (who) {
            case Identification.Known known -> {
                call.authenticatedAs(known.caller().client());
                yield rateLimits.take(call, known.caller());
            }
            case Identification.Refused refused -> rateLimits.takeAnonymous(call, RateLimits.Policy.ANONYMOUS);
            case Identification.Anonymous anonymous ->
                rateLimits.takeAnonymous(
                        call,
                        call.route().kind() == Route.Kind.PORTAL
                                ? RateLimits.Policy.PORTAL
                                : RateLimits.Policy.ANONYMOUS);
        };
    }

    private void fail(RoutingContext context, Throwable failure) {
        ACCESS_LOG.errorf(failure, "Call %s failed", Call.of(context).requestId());
        problems.refuse(context, Refusal.of(GatewayProblem.INTERNAL));
    }

    private void stamp(HttpServerResponse response, Call call) {
        response.putHeader(RequestId.HEADER, call.requestId());
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (secure) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        call.responseHeaders().forEach(response::putHeader);
        String vary = call.vary();
        if (vary != null) {
            response.headers().add("Vary", vary);
        }
    }

    private static void log(RoutingContext context, Call call) {
        // No query, since filters may name what only the caller knows; no token, no body.
        ACCESS_LOG.infof(
                "request=%s trace=%s client=%s method=%s route=%s status=%d bytes=%d ms=%d",
                call.requestId(),
                call.traceParent().traceId(),
                call.client(),
                call.method().name(),
                call.route().id(),
                context.response().getStatusCode(),
                context.response().bytesWritten(),
                call.elapsedNanos() / 1_000_000);
    }
}

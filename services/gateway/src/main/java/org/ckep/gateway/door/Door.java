package org.ckep.gateway.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.ckep.gateway.access.Access;
import org.ckep.gateway.access.Identification;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.call.RequestId;
import org.ckep.gateway.call.RequestTarget;
import org.ckep.gateway.limit.Addresses;
import org.ckep.gateway.limit.OpenCalls;
import org.ckep.gateway.limit.RateLimits;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Problems;
import org.ckep.gateway.problem.Refusal;
import org.ckep.gateway.proxy.AddressConfig;
import org.ckep.gateway.proxy.Forwarder;
import org.ckep.gateway.proxy.PublicAddress;
import org.ckep.gateway.route.Route;
import org.ckep.gateway.wire.MalformedBodyException;
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

    private final Access access;
    private final RateLimits rateLimits;
    private final OpenCalls openCalls;
    private final RequestChecks checks;
    private final Cors cors;
    private final Forwarder forwarder;
    private final Problems problems;
    private final Addresses addresses;
    private final boolean secure;

    Door(
            Access access,
            RateLimits rateLimits,
            OpenCalls openCalls,
            RequestChecks checks,
            Cors cors,
            Forwarder forwarder,
            Problems problems,
            AddressConfig addressConfig,
            PublicAddress publicAddress) {
        this.access = access;
        this.rateLimits = rateLimits;
        this.openCalls = openCalls;
        this.checks = checks;
        this.cors = cors;
        this.forwarder = forwarder;
        this.problems = problems;
        this.addresses = new Addresses(addressConfig.trustedProxies().orElse(List.of()));
        this.secure = publicAddress.scheme().equals("https");
    }

    void open(@Observes Router router) {
        router.route().order(ORDER).handler(this::enter).failureHandler(this::explain);
    }

    private Call begin(RoutingContext context) {
        HttpServerRequest request = context.request();
        Call call = Call.begin(
                context, addresses.of(request.remoteAddress(), request.headers().getAll("X-Forwarded-For")));
        String path = RequestTarget.pathOf(request.uri());
        // Before anything is checked, so that every error has the form that its address promises.
        call.routed(Route.of(path), path);
        context.addHeadersEndHandler(head -> stamp(context.response(), call));
        context.addEndHandler(end -> log(context, call));
        return call;
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        Call call = begin(context);
        request.exceptionHandler(failure -> {
            if (MalformedBodyException.isCauseOf(failure)) {
                call.bodyBroke();
            }
        });
        Refusal refusal = checks.refusalOf(request, call.route());
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
        } else if (call.isBodyBroken()) {
            problems.refuse(context, Refusal.because(GatewayProblem.INVALID_REQUEST, "chunk"));
        } else if (call.route() == Route.OWN) {
            context.request().resume();
            context.next();
        } else {
            pass(context, call, who);
        }
    }

    private void pass(RoutingContext context, Call call, Identification who) {
        OpenCalls.Place place = openCalls.enter(call, who);
        Refusal refusal = place.refusal();
        if (refusal != null) {
            problems.refuse(context, refusal);
            return;
        }
        context.addEndHandler(end -> place.leave().run());
        if ("100-continue".equalsIgnoreCase(context.request().getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        forwarder.forward(context);
    }

    /** A refused token counts against the address that sent it, so that nobody can try tokens without end. */
    private @Nullable Refusal takeQuota(Call call, Identification who) {
        return switch (who) {
            case Identification.Known known -> {
                call.authenticatedAs(known.caller().client());
                yield rateLimits.take(call, known.caller());
            }
            case Identification.Refused refused -> rateLimits.takeRefused(call);
            case Identification.Anonymous anonymous -> rateLimits.takeAnonymous(call);
        };
    }

    private void fail(RoutingContext context, @Nullable Throwable failure) {
        ACCESS_LOG.errorf(failure, "Call %s failed", Call.of(context).requestId());
        problems.refuse(context, Refusal.of(GatewayProblem.INTERNAL));
    }

    /** Answers what the server or a resource gave up; without this the caller would get a bare status. */
    private void explain(RoutingContext context) {
        if (!Call.hasBegun(context)) {
            begin(context);
        }
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            problems.refuse(context, Refusal.ofStatus(status, "gateway"));
        } else {
            fail(context, context.failure());
        }
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

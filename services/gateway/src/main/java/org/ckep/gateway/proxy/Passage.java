package org.ckep.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Locale;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Problems;
import org.ckep.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** The way of one call to its service and of the answer back. It lives on the event loop of the caller's connection. */
final class Passage implements ProxyInterceptor, OriginRequestProvider {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_SECONDS = "5";

    private final RoutingContext context;
    private final Call call;
    private final Origin origin;
    private final ConnectionConfig config;
    private final PublicAddress address;
    private final Problems problems;
    private final long bodyLimit;
    private final Vertx vertx;

    private final long startNanos = System.nanoTime();
    private long lastProgressNanos = startNanos;
    private long requestEndNanos;
    private boolean answered;
    private boolean fromService;
    private boolean expired;
    private boolean finished;
    private long timer = -1;
    private @Nullable CountedBody body;
    private @Nullable HttpClientRequest upstreamRequest;

    /** A service as one route sees it. */
    record Origin(String name, SocketAddress address, String authority, HttpClient client) {}

    Passage(
            RoutingContext context,
            Origin origin,
            ConnectionConfig config,
            PublicAddress address,
            Problems problems,
            long bodyLimit) {
        this.context = context;
        this.call = Call.of(context);
        this.origin = origin;
        this.config = config;
        this.address = address;
        this.problems = problems;
        this.bodyLimit = bodyLimit;
        this.vertx = context.vertx();
    }

    @Override
    public Future<HttpClientRequest> create(ProxyContext proxy) {
        return origin.client()
                .request(new RequestOptions()
                        .setServer(origin.address())
                        .setConnectTimeout(config.connectTimeout().toMillis()))
                .map(request -> {
                    upstreamRequest = request;
                    // Failures come through the futures; without a handler they would be logged as errors besides.
                    request.exceptionHandler(told -> {});
                    // Services build absolute addresses from Host: they shall build public ones.
                    request.putHeader(HttpHeaders.HOST, address.authority());
                    return request;
                });
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext proxy) {
        ProxyRequest request = proxy.request();
        HttpServerRequest incoming = request.proxiedRequest();
        Body announced = request.getBody();
        CountedBody counted = new CountedBody(announced.stream(), bodyLimit, this::progress, this::requestEnded);
        body = counted;
        request.setBody(Body.body(counted, announced.length()));
        if (incoming.isEnded()) {
            requestEnded();
        }
        HeaderPolicy.filterRequest(request.headers(), call, address);
        watch(nextCheck());
        return proxy.sendRequest()
                .map(this::answered)
                .recover(failure -> Future.succeededFuture(failed(request, incoming, failure)));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext proxy) {
        ProxyResponse response = proxy.response();
        if (fromService) {
            HeaderPolicy.filterResponse(response.headers(), call, address, origin.authority());
            if (needsBody(response)) {
                replace(response, refusalFor(response.getStatusCode()), response.getStatusCode());
            } else {
                observe(response);
            }
        }
        return proxy.sendResponse();
    }

    /** Ends the watch when the answer is written or the caller is gone. */
    void finish() {
        finished = true;
        vertx.cancelTimer(timer);
    }

    private ProxyResponse answered(ProxyResponse response) {
        answered = true;
        fromService = true;
        progress();
        return response;
    }

    private ProxyResponse failed(ProxyRequest request, HttpServerRequest incoming, Throwable failure) {
        answered = true;
        Refusal refusal = refusalFor(failure);
        ProxyResponse response = request.release().response();
        fill(response, refusal, refusal.type().status());
        if (Problems.carriesBody(incoming) && !incoming.isEnded()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.addEndHandler(written -> Problems.closeAfterAnswer(incoming));
        }
        return response;
    }

    private Refusal refusalFor(Throwable failure) {
        CountedBody counted = body;
        if (counted != null && counted.isExceeded()) {
            return Refusal.of(GatewayProblem.TOO_LARGE, bodyLimit);
        }
        if (expired) {
            boolean waitingForCaller = requestEndNanos == 0 && counted != null && !counted.isHeldBack();
            return waitingForCaller
                    ? Refusal.of(GatewayProblem.REQUEST_TIMEOUT)
                    : retryable(GatewayProblem.GATEWAY_TIMEOUT);
        }
        return retryable(UpstreamFailures.classify(failure, upstreamRequest != null));
    }

    private Refusal refusalFor(int status) {
        return switch (status) {
            case 502, 503, 504 -> retryable(GatewayProblem.ofStatus(status));
            case 413, 414, 429, 431 -> Refusal.because(GatewayProblem.ofStatus(status), "service");
            default -> Refusal.of(GatewayProblem.ofStatus(status));
        };
    }

    private Refusal retryable(GatewayProblem type) {
        return Refusal.of(type, origin.name()).withHeader(RETRY_AFTER, RETRY_SECONDS);
    }

    /** Errors below the services' own error handling come bare, or with a page of some proxy in between. */
    private boolean needsBody(ProxyResponse response) {
        int status = response.getStatusCode();
        if (status < 400) {
            return false;
        }
        if ("0".equals(response.headers().get(HttpHeaders.CONTENT_LENGTH))) {
            return true;
        }
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        boolean structured = type != null
                && (type.toLowerCase(Locale.ROOT).contains("json")
                        || type.toLowerCase(Locale.ROOT).contains("xml"));
        return switch (status) {
            case 502, 503, 504 -> !structured && call.route().isApi();
            default -> type == null && !call.method().equals(HttpMethod.HEAD);
        };
    }

    private void replace(ProxyResponse response, Refusal refusal, int status) {
        ReadStream<Buffer> unread = response.getBody().stream();
        unread.handler(discarded -> {});
        unread.resume();
        String retryAfter = response.headers().get(RETRY_AFTER);
        fill(response, refusal, status);
        if (retryAfter != null) {
            response.putHeader(RETRY_AFTER, retryAfter);
        }
    }

    private void fill(ProxyResponse response, Refusal refusal, int status) {
        Problems.Document document = problems.render(call, refusal);
        response.setStatusCode(status);
        document.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_TYPE, document.contentType());
        response.putHeader("Content-Language", document.language());
        boolean head = call.method().equals(HttpMethod.HEAD);
        response.setBody(head ? null : Body.body(document.body()));
    }

    /** Lets the watch see the bytes of the answer. */
    private void observe(ProxyResponse response) {
        Body answer = response.getBody();
        CountedBody observed = new CountedBody(answer.stream(), Long.MAX_VALUE, this::progress, this::progress);
        response.setBody(Body.body(observed, answer.length()));
    }

    private void progress() {
        lastProgressNanos = System.nanoTime();
    }

    private void requestEnded() {
        progress();
        requestEndNanos = lastProgressNanos;
    }

    /**
     * One timer serves the three limits: it fires when the nearest one could be reached, looks whether it is, and sets
     * itself anew.
     */
    private void watch(Duration delay) {
        timer = vertx.setTimer(Math.max(1, delay.toMillis() + 1), fired -> {
            if (finished) {
                return;
            }
            Duration left = nextCheck();
            if (left.isPositive()) {
                watch(left);
            } else {
                expire();
            }
        });
    }

    private Duration nextCheck() {
        long now = System.nanoTime();
        long waitingSince = requestEndNanos == 0 ? lastProgressNanos : requestEndNanos;
        Duration left = answered || requestEndNanos == 0
                ? config.idleTimeout().minusNanos(now - lastProgressNanos)
                : config.answerTimeoutOf(call.route()).minusNanos(now - waitingSince);
        if (config.isTimed(call.route())) {
            Duration total = config.totalTimeout().minusNanos(now - startNanos);
            return total.compareTo(left) < 0 ? total : left;
        }
        return left;
    }

    private void expire() {
        expired = true;
        HttpClientRequest pending = upstreamRequest;
        if (pending != null) {
            pending.reset();
        }
    }
}

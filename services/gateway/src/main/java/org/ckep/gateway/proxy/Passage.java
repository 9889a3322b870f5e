package org.ckep.gateway.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
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
import io.vertx.core.net.impl.ConnectionBase;
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
import org.ckep.gateway.wire.MalformedBodyException;
import org.jspecify.annotations.Nullable;

/** The way of one call to its service and of the answer back. It lives on the event loop of the caller's connection. */
final class Passage implements ProxyInterceptor, OriginRequestProvider {
    private static final String RETRY_AFTER = "Retry-After";
    /** On a connection to a service: the mark of the call that had it last. */
    private static final AttributeKey<Object> HOLDER = AttributeKey.valueOf(Passage.class, "holder");

    private final RoutingContext context;
    private final Call call;
    private final Origin origin;
    private final ConnectionConfig config;
    private final PublicAddress address;
    private final Problems problems;
    private final long bodyLimit;
    private final Vertx vertx;

    private final Object mark = new Object();
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
                    hold(request);
                    // Failures come through the futures; without a handler they would be logged as errors besides.
                    request.exceptionHandler(told -> {});
                    if (call.isBodyBroken()) {
                        request.reset();
                        throw new MalformedBodyException();
                    }
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
            // Vert.x knows 304 by identity, which a reason phrase from outside takes away; it would announce chunks.
            response.setStatusMessage(null);
            HeaderPolicy.filterResponse(response.headers(), call, address, origin.authority());
            if (needsBody(response)) {
                replace(response, Refusal.ofStatus(response.getStatusCode(), origin.name()), response.getStatusCode());
            } else {
                observe(response);
            }
        }
        return proxy.sendResponse();
    }

    /**
     * Ends the watch when the answer is written or the caller is gone.
     *
     * @param complete whether the caller got the whole answer
     */
    void finish(boolean complete) {
        finished = true;
        vertx.cancelTimer(timer);
        if (!complete) {
            dropConnection();
        }
    }

    private void hold(HttpClientRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().channel().attr(HOLDER).set(mark);
        }
    }

    /**
     * Closes the connection of a call that was given up. A reset alone waits until everything is written, which a
     * service that reads nothing prevents for ever; the connection, and a shutdown, would wait with it. A connection
     * that has answered to the end may serve another call already while a slow caller still reads: that one is left.
     */
    private void dropConnection() {
        HttpClientRequest given = upstreamRequest;
        if (given != null && given.connection() instanceof ConnectionBase connection) {
            // From this handler on: Channel.close() would ask Vert.x, which waits.
            ChannelHandlerContext handler = connection.channelHandlerContext();
            handler.executor().execute(() -> {
                if (handler.channel().attr(HOLDER).get() == mark) {
                    handler.close();
                }
            });
        }
    }

    private ProxyResponse answered(ProxyResponse response) {
        answered = true;
        fromService = true;
        progress();
        return response;
    }

    private ProxyResponse failed(ProxyRequest request, HttpServerRequest incoming, Throwable failure) {
        answered = true;
        dropConnection();
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
        if (call.isBodyBroken() || MalformedBodyException.isCauseOf(failure)) {
            return Refusal.because(GatewayProblem.INVALID_REQUEST, "chunk");
        }
        CountedBody counted = body;
        if (counted != null && counted.isExceeded()) {
            return Refusal.of(GatewayProblem.TOO_LARGE, bodyLimit);
        }
        if (expired) {
            // Nothing is read from the caller before there is a connection to the service.
            boolean waitingForCaller =
                    upstreamRequest != null && requestEndNanos == 0 && counted != null && !counted.isHeldBack();
            return waitingForCaller
                    ? Refusal.of(GatewayProblem.REQUEST_TIMEOUT)
                    : Refusal.retryable(GatewayProblem.GATEWAY_TIMEOUT, origin.name());
        }
        return Refusal.retryable(UpstreamFailures.classify(failure, upstreamRequest != null), origin.name());
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

package org.ckep.gateway.proxy;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.limit.SizeLimitConfig;
import org.ckep.gateway.problem.Problems;
import org.ckep.gateway.route.Route;
import org.ckep.gateway.route.Upstream;
import org.ckep.gateway.route.UpstreamsConfig;

/** Passes calls on. Each route has its own connections, so a service that hangs takes none from the others. */
@ApplicationScoped
public class Forwarder {
    /** Upgrades would open a tunnel past every check; events are streamed over plain HTTP. */
    private static final ProxyOptions NO_TUNNELS = new ProxyOptions().setSupportWebSocket(false);

    /**
     * Small, so that a service which reads slowly takes something every now and then: of a large one a third has to be free
     * before more is passed on, and a call of which no byte moves is given up.
     */
    private static final int UPLOAD_SEND_BUFFER = 128 * 1024;

    private static final int MAX_RESPONSE_HEADERS = 32 * 1024;

    private final Vertx vertx;
    private final ConnectionConfig config;
    private final SizeLimitConfig sizes;
    private final PublicAddress address;
    private final Problems problems;
    private final MeterRegistry metrics;
    private final Map<Route, Passage.Origin> origins = new EnumMap<>(Route.class);

    Forwarder(
            Vertx vertx,
            ConnectionConfig config,
            SizeLimitConfig sizes,
            UpstreamsConfig upstreams,
            PublicAddress address,
            Problems problems,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config;
        this.sizes = sizes;
        this.address = address;
        this.problems = problems;
        this.metrics = metrics;
        for (Route route : Route.values()) {
            Upstream upstream = route.upstream();
            if (upstream != null) {
                origins.put(route, origin(route, upstream, upstreams.of(upstream)));
            }
        }
    }

    /** Passes a call to the service of its route. */
    public void forward(RoutingContext context) {
        Call call = Call.of(context);
        Passage.Origin origin = Objects.requireNonNull(origins.get(call.route()), "a route without a service");
        Passage passage = new Passage(context, origin, config, address, problems, sizes.bodyOf(call.route()));
        context.addEndHandler(end -> {
            passage.finish(end.succeeded());
            record(call, origin, context.response().getStatusCode(), end.succeeded());
        });
        HttpProxy.reverseProxy(NO_TUNNELS, origin.client())
                .origin(passage)
                .addInterceptor(passage)
                .handle(new ClosingRequest(context.request()));
    }

    private void record(Call call, Passage.Origin origin, int status, boolean complete) {
        String outcome = complete ? status / 100 + "xx" : "aborted";
        metrics.timer(
                        "gateway.upstream",
                        "upstream",
                        origin.name(),
                        "route",
                        call.route().id(),
                        "outcome",
                        outcome)
                .record(call.elapsedNanos(), TimeUnit.NANOSECONDS);
    }

    private Passage.Origin origin(Route route, Upstream upstream, URI base) {
        int port = base.getPort() >= 0 ? base.getPort() : 80;
        HttpClientOptions options = new HttpClientOptions()
                .setName(route.id())
                .setMaxPoolSize(config.connectionsOf(route))
                .setMaxWaitQueueSize(config.maxWaiting())
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setKeepAliveTimeout(Math.toIntExact(config.keepAliveTimeout().toSeconds()))
                .setMaxHeaderSize(MAX_RESPONSE_HEADERS)
                // Bodies pass as they are.
                .setDecompressionSupported(false);
        if (route.kind() == Route.Kind.UPLOAD) {
            options.setSendBufferSize(UPLOAD_SEND_BUFFER);
        }
        HttpClient client = vertx.createHttpClient(options);
        return new Passage.Origin(
                upstream.key(), SocketAddress.inetSocketAddress(port, base.getHost()), base.getRawAuthority(), client);
    }

    @PreDestroy
    void close() {
        origins.values().forEach(origin -> origin.client().close());
    }
}

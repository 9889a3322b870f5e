package org.ckep.hub.sink;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Connections to endpoints. What shows a certificate has a pool of its own, which goes with the version of that
 * certificate: no request ever travels on a connection that was opened by what another one may show. All connections to one
 * host and port, or with one certificate, belong to one event loop, on which the requests are made, so that none of them waits
 * for another thread between the last look at the time and the network.
 */
final class SinkConnections {
    private static final Logger LOG = Logger.getLogger(SinkConnections.class);
    private static final int WAITING = 1024;

    /** A pool that nobody uses for so long is closed; longer than any request may take. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final SinkConfig config;
    private final List<Context> loops;
    private final List<Way> open;
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();

    SinkConnections(SinkConfig config, Vertx vertx) {
        this.vertx = vertx;
        this.config = config;
        this.loops = loops((VertxInternal) vertx);
        this.open = loops.stream().map(loop -> new Way(loop, client(options()))).toList();
        vertx.setPeriodic(IDLE.toMillis(), tick -> closeIdle());
    }

    /**
     * Where requests go.
     *
     * @param context on which the client's connections are opened and its requests have to be made
     */
    record Way(Context context, HttpClient client) {}

    /**
     * The way to an endpoint for requests that show this certificate, null for none.
     *
     * @param server host and port
     */
    Way to(String server, @Nullable ClientCertificate certificate) {
        return certificate == null ? one(open, server) : showing(certificate);
    }

    private static <T> T one(List<T> all, String key) {
        return all.get(Math.floorMod(key.hashCode(), all.size()));
    }

    private Way showing(ClientCertificate certificate) {
        String key = certificate.key();
        Pool pool = pools.compute(key, (same, known) -> {
            Pool used = known == null ? new Pool(new Way(one(loops, key), client(options(certificate)))) : known;
            used.usedAt = System.nanoTime();
            return used;
        });
        return pool.way;
    }

    private static List<Context> loops(VertxInternal vertx) {
        List<Context> loops = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            loops.add(vertx.createEventLoopContext((EventLoop) loop, null, SinkConnections.class.getClassLoader()));
        }
        return List.copyOf(loops);
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                // The builder does not take these from the options above.
                .with(new PoolOptions().setHttp1MaxSize(config.maxConnections()).setMaxWaitQueueSize(WAITING))
                // What an endpoint does to a connection is told by the request on it, and is no fault of ours.
                .withConnectHandler(connection -> connection.exceptionHandler(
                        failure -> LOG.debugf(failure, "a connection to %s broke off", connection.remoteAddress())))
                .build();
    }

    /** Closed with Vert.x. Without proxy, decompression or HTTP/2: a request is what it looks like. */
    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setKeepAliveTimeout(30)
                .setTcpNoDelay(true);
    }

    private HttpClientOptions options(ClientCertificate certificate) {
        HttpClientOptions options = options()
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(text(certificate.chain()))
                        .addKeyValue(text(Pem.of(Pem.PRIVATE_KEY, certificate.privateKey()))));
        String authorities = certificate.authorities();
        return authorities == null
                ? options
                : options.setTrustOptions(new PemTrustOptions().addCertValue(text(authorities)));
    }

    private static Buffer text(String pem) {
        return Buffer.buffer(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private void closeIdle() {
        long now = System.nanoTime();
        for (String key : pools.keySet()) {
            pools.computeIfPresent(key, (same, pool) -> {
                if (now - pool.usedAt < IDLE.toNanos()) {
                    return pool;
                }
                pool.way.client.close();
                return null;
            });
        }
    }

    private static final class Pool {
        private final Way way;
        private volatile long usedAt;

        Pool(Way way) {
            this.way = way;
        }
    }
}

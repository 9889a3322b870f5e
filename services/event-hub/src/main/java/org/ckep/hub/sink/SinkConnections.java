package org.ckep.hub.sink;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Connections to endpoints. What shows a certificate has a pool of its own, which goes with the version of that
 * certificate: no request ever travels on a connection that was opened by what another one may show.
 */
final class SinkConnections {
    private static final Logger LOG = Logger.getLogger(SinkConnections.class);
    private static final int WAITING = 1024;

    /** A pool that nobody uses for so long is closed; longer than any request may take. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final SinkConfig config;
    private final HttpClient open;
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();

    SinkConnections(SinkConfig config, Vertx vertx) {
        this.vertx = vertx;
        this.config = config;
        this.open = client(options());
        vertx.setPeriodic(IDLE.toMillis(), tick -> closeIdle());
    }

    /** The connections for requests that show this certificate, null for none. */
    HttpClient showing(@Nullable ClientCertificate certificate) {
        if (certificate == null) {
            return open;
        }
        Pool pool = pools.compute(certificate.key(), (key, known) -> {
            Pool used = known == null ? new Pool(client(options(certificate))) : known;
            used.usedAt = System.nanoTime();
            return used;
        });
        return pool.client;
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
                pool.client.close();
                return null;
            });
        }
    }

    private static final class Pool {
        private final HttpClient client;
        private volatile long usedAt;

        Pool(HttpClient client) {
            this.client = client;
        }
    }
}

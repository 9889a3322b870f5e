package org.ckep.hub.sink;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks sinks: the address is vetted before and pinned, redirects are never followed, an answer is read up to a limit and
 * its connection closed beyond it, and a request ends in time whatever the endpoint does.
 */
@ApplicationScoped
public class SinkClient {
    private final SinkAddresses addresses;
    private final SinkConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final SinkConnections connections;

    SinkClient(SinkAddresses addresses, SinkConfig config, Vertx vertx, Clock clock) {
        this.addresses = addresses;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.connections = new SinkConnections(config, vertx);
    }

    /** Longest time that {@link #send} takes. */
    public long longestMillis() {
        return config.requestTimeout().toMillis();
    }

    /**
     * Makes one request. Whatever the endpoint, its name or the network do stands in the answer, within the time limit;
     * a failure is a fault of ours, for instance a request that cannot be written.
     *
     * @param access with the certificate that is shown in TLS; the credentials are the caller's business
     * @param start by {@link System#nanoTime}, when its time began
     */
    Uni<SinkAnswer> send(SinkRequest request, EndpointAccess access, long start) {
        return send(request, access, start, config.maxKeptSize());
    }

    /** The same without a certificate, where all of the answer is wanted that is read. */
    Uni<SinkAnswer> fetch(SinkRequest request, String owner) {
        return send(request, EndpointAccess.open(owner), System.nanoTime(), config.maxResponseSize());
    }

    private Uni<SinkAnswer> send(SinkRequest request, EndpointAccess access, long start, int kept) {
        ClientCertificate certificate = access.certificate();
        if (hasEnded(certificate)) {
            return Uni.createFrom().item(new SinkAnswer.CertificateExpired(millisSince(start)));
        }
        Uni<SinkAnswer> answer = addresses
                .vetted(access.owner(), request.sink())
                .ifNoItem()
                .after(config.requestTimeout())
                .failWith(LookUpTimeout::new)
                .chain(address -> exchange(request, address, certificate, start, kept))
                .onFailure(SinkRefused.class)
                .recoverWithItem(failure -> {
                    SinkRefused refused = (SinkRefused) failure;
                    // A name that is not found now may be found later, so this is no rule that is broken.
                    return refused.isUnknownHost()
                            ? new SinkAnswer.Failed(SinkAnswer.Failure.CONNECT, false, millisSince(start))
                            : new SinkAnswer.Blocked(refused.code(), refused.reason());
                })
                .onFailure(LookUpTimeout.class)
                .recoverWithItem(() -> new SinkAnswer.Failed(SinkAnswer.Failure.TIMEOUT, false, millisSince(start)));
        Context caller = Vertx.currentContext();
        return caller == null ? answer : answer.emitOn(task -> caller.runOnContext(turn -> task.run()));
    }

    private Uni<SinkAnswer> exchange(
            SinkRequest request, InetAddress address, @Nullable ClientCertificate certificate, long start, int kept) {
        RequestOptions options = options(request, address);
        SinkConnections.Way way = connections.to(options.getServer().toString(), certificate);
        return Uni.createFrom().emitter(emitter -> {
            Exchange exchange = new Exchange(way.client(), options, request.body(), start, kept, emitter);
            way.context().runOnContext(turn -> {
                try {
                    exchange.begin();
                } catch (RuntimeException ours) {
                    emitter.fail(ours);
                }
            });
        });
    }

    /** Whether a certificate must not be shown any more; null is none and never ends. */
    boolean hasEnded(@Nullable ClientCertificate certificate) {
        return certificate != null && hasPassed(certificate.endsAt());
    }

    boolean hasPassed(Instant end) {
        return !clock.instant().isBefore(end);
    }

    static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** The name was not looked up in time. */
    private static final class LookUpTimeout extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LookUpTimeout() {
            super("the name was not looked up in time", null, false, false);
        }
    }

    private static RequestOptions options(SinkRequest request, InetAddress address) {
        URI sink = request.sink();
        boolean tls = "https".equalsIgnoreCase(sink.getScheme());
        int standard = tls ? 443 : 80;
        int port = sink.getPort() == -1 ? standard : sink.getPort();
        String path = sink.getRawPath() == null || sink.getRawPath().isEmpty() ? "/" : sink.getRawPath();
        String host = sink.getHost().startsWith("[")
                ? sink.getHost().substring(1, sink.getHost().length() - 1)
                : sink.getHost();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(sink.getRawQuery() == null ? path : path + "?" + sink.getRawQuery())
                .setFollowRedirects(false);
        request.headers().forEach(options::putHeader);
        return options;
    }

    private static SinkAnswer.Failure failure(Throwable cause) {
        for (Throwable at = cause; at != null && at != at.getCause(); at = at.getCause()) {
            if (at instanceof SSLException) {
                return SinkAnswer.Failure.TLS;
            }
            if (at instanceof ConnectException) {
                return SinkAnswer.Failure.CONNECT;
            }
        }
        return SinkAnswer.Failure.RESET;
    }

    /** One request and what comes back, all on one event loop; the first of answer, failure and timeout counts. */
    private final class Exchange {
        private final HttpClient client;
        private final RequestOptions request;
        private final byte @Nullable [] body;
        private final long start;
        private final int kept;
        private final UniEmitter<? super SinkAnswer> emitter;
        private final AtomicBoolean done = new AtomicBoolean();
        private final Buffer excerpt = Buffer.buffer();
        private volatile boolean sent;
        private volatile long timer = -1;
        private volatile @Nullable HttpClientRequest open;
        private volatile @Nullable HttpClientResponse response;
        private long received;

        Exchange(
                HttpClient client,
                RequestOptions request,
                byte @Nullable [] body,
                long start,
                int kept,
                UniEmitter<? super SinkAnswer> emitter) {
            this.client = client;
            this.request = request;
            this.body = body;
            this.start = start;
            this.kept = kept;
            this.emitter = emitter;
        }

        void begin() {
            if (isOver()) {
                giveUp();
                return;
            }
            timer = vertx.setTimer(config.requestTimeout().toMillis() - millis(), fired -> giveUp());
            client.request(request).onSuccess(this::write).onFailure(this::fail);
        }

        /** Whoever sent this reckons with nothing after that time, though the timer may not have had its turn yet. */
        private boolean isOver() {
            return millis() >= config.requestTimeout().toMillis();
        }

        private void write(HttpClientRequest connected) {
            open = connected;
            if (done.get() || isOver()) {
                giveUp();
                return;
            }
            sent = true;
            connected.exceptionHandler(this::fail);
            (body == null ? connected.send() : connected.send(Buffer.buffer(body)))
                    .onSuccess(this::read)
                    .onFailure(this::fail);
        }

        private void read(HttpClientResponse answer) {
            response = answer;
            answer.handler(this::keep).exceptionHandler(this::fail).endHandler(end -> finish(answered(answer, false)));
        }

        private void keep(Buffer part) {
            received += part.length();
            int room = kept - excerpt.length();
            if (room > 0) {
                excerpt.appendBuffer(part, 0, Math.min(room, part.length()));
            }
            HttpClientResponse answer = response;
            if (received > config.maxResponseSize() && answer != null) {
                finish(answered(answer, false));
                closeConnection();
            }
        }

        /** An answer whose head came is an answer, whatever happens to its body. */
        private void fail(Throwable cause) {
            HttpClientResponse answer = response;
            finish(answer != null ? answered(answer, true) : new SinkAnswer.Failed(failure(cause), sent, millis()));
            closeConnection();
        }

        private void giveUp() {
            HttpClientResponse answer = response;
            finish(
                    answer != null
                            ? answered(answer, true)
                            : new SinkAnswer.Failed(SinkAnswer.Failure.TIMEOUT, sent, millis()));
            closeConnection();
        }

        private void closeConnection() {
            HttpClientRequest connected = open;
            if (connected != null) {
                connected.reset();
            }
        }

        private SinkAnswer answered(HttpClientResponse answer, boolean isCutOff) {
            Map<String, String> headers = new TreeMap<>();
            answer.headers().forEach(header -> headers.putIfAbsent(header.getKey(), header.getValue()));
            return new SinkAnswer.Answered(answer.statusCode(), headers, excerpt.getBytes(), isCutOff, millis());
        }

        private void finish(SinkAnswer answer) {
            if (done.compareAndSet(false, true)) {
                vertx.cancelTimer(timer);
                emitter.complete(answer);
            }
        }

        private long millis() {
            return millisSince(start);
        }
    }
}

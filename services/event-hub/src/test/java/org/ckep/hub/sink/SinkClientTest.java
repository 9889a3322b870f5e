package org.ckep.hub.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.netty.channel.EventLoop;
import io.smallrye.common.net.CidrAddress;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ckep.hub.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkClientTest {
    /** The look-up in the test never ends, so an answer proves the limit. */
    private static final Duration LIMIT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SinkAnswer send(NameResolver resolver) {
        return send(resolver, null);
    }

    private SinkAnswer send(NameResolver resolver, ClientCertificate certificate) {
        return client(resolver)
                .send(request(), new EndpointAccess("agency/kotra", null, certificate), System.nanoTime())
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private SinkClient client(NameResolver resolver) {
        return new SinkClient(
                new SinkAddresses(new SinkRules(false), new LookUps(resolver, LIMIT.multipliedBy(2)), 0),
                new Limits(LIMIT, 1),
                vertx,
                Clock.systemUTC());
    }

    private static SinkRequest request() {
        return new SinkRequest("POST", URI.create("https://hooks.example.org/"), Map.of(), new byte[0]);
    }

    /** The lease of a lane is reckoned with this limit. */
    @Test
    void lookingUpTheNameCountsToo() {
        SinkAnswer answer = send(host -> {
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });
        assertThat(answer).isInstanceOf(SinkAnswer.Failed.class);
        assertThat(((SinkAnswer.Failed) answer).failure()).isEqualTo(SinkAnswer.Failure.TIMEOUT);
        assertThat(answer.mayHaveArrived()).isFalse();
    }

    @Test
    void aNameThatIsNotFoundNowIsNoRuleThatIsBroken() {
        SinkAnswer answer = send(host -> List.of());
        assertThat(answer).isInstanceOf(SinkAnswer.Failed.class);
        assertThat(((SinkAnswer.Failed) answer).failure()).isEqualTo(SinkAnswer.Failure.CONNECT);
        assertThat(answer.mayHaveArrived()).isFalse();
    }

    /** Rule P13: of an answer without end a part is read, and the connection closed. */
    @Test
    void anAnswerThatNeverEndsIsCutOff() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        try (ServerSocket endpoint = endpoint(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                while (!closed.isDone()) {
                    out.write("5\r\nxxxxx\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            } catch (IOException cut) {
                closed.complete(true);
            }
        })) {
            SinkAnswer answer = local(endpoint, Duration.ofSeconds(20));
            assertThat(answer).isInstanceOf(SinkAnswer.Answered.class);
            assertThat(((SinkAnswer.Answered) answer).status()).isEqualTo(200);
            assertThat(((SinkAnswer.Answered) answer).excerpt()).hasSizeLessThanOrEqualTo(100);
            assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anEndpointThatNeverAnswersIsLeftInTime() throws Exception {
        try (ServerSocket endpoint =
                endpoint(socket -> assertThat(end.await(20, TimeUnit.SECONDS)).isTrue())) {
            SinkAnswer answer = local(endpoint, Duration.ofSeconds(3));
            assertThat(answer).isInstanceOf(SinkAnswer.Failed.class);
            assertThat(((SinkAnswer.Failed) answer).failure()).isEqualTo(SinkAnswer.Failure.TIMEOUT);
            assertThat(answer.mayHaveArrived()).isTrue();
            end.countDown();
        }
    }

    /** The name says one address and what was vetted is another: only there anybody listens. */
    @Test
    void theRequestGoesToTheAddressThatWasVetted() throws UnknownHostException {
        InetAddress vetted = InetAddress.getByName("127.0.0.2");
        HttpServer endpoint = listen(request -> request.response().end(), vetted);
        SinkClient client = new SinkClient(
                new SinkAddresses(new SinkRules(true), new LookUps(host -> List.of(vetted), LIMIT), 0),
                new Limits(Duration.ofSeconds(20), 1),
                vertx,
                Clock.systemUTC());
        SinkAnswer answer = client.send(
                        post("http://localhost:" + endpoint.actualPort() + "/"),
                        EndpointAccess.open("agency/kotra"),
                        System.nanoTime())
                .await()
                .atMost(Duration.ofSeconds(30));
        assertThat(answer).isInstanceOf(SinkAnswer.Answered.class);
    }

    /** Names that nobody answers for are their owner's trouble, and no delivery is lost by it: it failed like any other. */
    @Test
    void slowNamesOfOneOwnerKeepNoOtherWaiting() {
        HttpServer endpoint = listen(request -> request.response().end(), InetAddress.getLoopbackAddress());
        NameResolver resolver = host -> {
            if (host.endsWith(".example.org")) {
                try {
                    end.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        SinkClient client = new SinkClient(
                new SinkAddresses(new SinkRules(true), new LookUps(resolver, Duration.ofSeconds(4)), 0),
                new Limits(Duration.ofSeconds(30), 1),
                vertx,
                Clock.systemUTC());
        CompletableFuture<List<SinkAnswer>> slow = Multi.createFrom()
                .range(0, 300)
                .onItem()
                .transformToUni(i -> client.send(
                        post("https://slow-" + i + ".example.org/"),
                        EndpointAccess.open("agency/kotra"),
                        System.nanoTime()))
                .merge(300)
                .collect()
                .asList()
                .subscribeAsCompletionStage();

        assertThat(client.send(
                                post("http://localhost:" + endpoint.actualPort() + "/"),
                                EndpointAccess.open("agency/jetro"),
                                System.nanoTime())
                        .await()
                        .atMost(Duration.ofSeconds(20)))
                .isInstanceOf(SinkAnswer.Answered.class);
        assertThat(slow.orTimeout(20, TimeUnit.SECONDS).join()).hasSize(300).allSatisfy(answer -> assertThat(answer)
                .asInstanceOf(type(SinkAnswer.Failed.class))
                .satisfies(failed -> assertThat(failed.failure()).isEqualTo(SinkAnswer.Failure.CONNECT)));
    }

    /** Whoever asks reckons with nothing after the time that he gave, even where no thread was free to say so before. */
    @Test
    void afterItsTimeNothingIsSent() {
        AtomicBoolean arrived = new AtomicBoolean();
        HttpServer endpoint = listen(
                request -> {
                    arrived.set(true);
                    request.response().end();
                },
                InetAddress.getLoopbackAddress());
        SinkClient client = new SinkClient(
                new SinkAddresses(
                        new SinkRules(true), new LookUps(host -> List.of(InetAddress.getLoopbackAddress()), LIMIT), 0),
                new Limits(Duration.ofSeconds(5), 1),
                vertx,
                Clock.systemUTC());
        SinkAnswer answer = client.send(
                        post("http://127.0.0.1:" + endpoint.actualPort() + "/"),
                        EndpointAccess.open("agency/kotra"),
                        System.nanoTime() - Duration.ofSeconds(5).toNanos())
                .await()
                .atMost(Duration.ofSeconds(30));
        assertThat(answer).isInstanceOf(SinkAnswer.Failed.class);
        assertThat(answer.mayHaveArrived()).isFalse();
        assertThat(arrived).isFalse();
    }

    /** Nothing waits for another thread between the last look at the time and the network, whoever asks. */
    @Test
    void requestsToOneHostAreMadeOnItsConnectionsEventLoop() {
        HttpServer endpoint = listen(request -> request.response().end(), InetAddress.getLoopbackAddress());
        String server = "127.0.0.1:" + endpoint.actualPort();
        SinkConnections connections = new SinkConnections(new Limits(Duration.ofSeconds(20), 4), vertx);
        RequestOptions options = new RequestOptions().setAbsoluteURI("http://" + server + "/");
        Set<EventLoop> loops = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 8; i++) {
            SinkConnections.Way way = connections.to(server, null);
            CompletableFuture<EventLoop> connected = new CompletableFuture<>();
            way.context().runOnContext(turn -> way.client().request(options).onComplete(opened -> {
                if (opened.failed()) {
                    connected.completeExceptionally(opened.cause());
                    return;
                }
                EventLoop own = ((ConnectionBase) opened.result().connection())
                        .getContext()
                        .nettyEventLoop();
                opened.result().send().onComplete(answered -> connected.complete(own));
                loops.add(((ContextInternal) way.context()).nettyEventLoop());
            }));
            loops.add(connected.orTimeout(20, TimeUnit.SECONDS).join());
        }
        assertThat(loops).hasSize(1);

        // Without a look-up nothing takes the request to another thread before.
        SinkClient client = new SinkClient(
                new SinkAddresses(
                        new SinkRules(true),
                        new LookUps(host -> List.of(InetAddress.getLoopbackAddress()), LIMIT),
                        TimeUnit.MINUTES.toNanos(5)),
                new Limits(Duration.ofSeconds(20), 1),
                vertx,
                Clock.systemUTC());
        Set<String> threads = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            threads.add(CompletableFuture.supplyAsync(
                            () -> client.send(
                                            post("http://" + server + "/"),
                                            EndpointAccess.open("agency/kotra"),
                                            System.nanoTime())
                                    .map(answer -> Thread.currentThread().getName())
                                    .await()
                                    .atMost(Duration.ofSeconds(30)),
                            task -> Thread.ofPlatform().start(task))
                    .join());
        }
        assertThat(threads).hasSize(1);
    }

    private static SinkRequest post(String sink) {
        return new SinkRequest("POST", URI.create(sink), Map.of(), new byte[0]);
    }

    private HttpServer listen(Handler<HttpServerRequest> handler, InetAddress address) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, address.getHostAddress())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Subscriptions may share a host, and one of them that hangs must not keep the others' requests back. */
    @Test
    void asManyRequestsAsAllowedReachOneHostAtOnce() {
        int amount = 40;
        List<HttpServerRequest> arrived = new CopyOnWriteArrayList<>();
        HttpServer endpoint = listen(
                request -> {
                    arrived.add(request);
                    if (arrived.size() == amount) {
                        arrived.forEach(one -> one.response().end());
                    }
                },
                InetAddress.getLoopbackAddress());
        SinkClient client = new SinkClient(
                new SinkAddresses(
                        new SinkRules(true), new LookUps(host -> List.of(InetAddress.getLoopbackAddress()), LIMIT), 0),
                new Limits(Duration.ofSeconds(20), amount),
                vertx,
                Clock.systemUTC());
        SinkRequest request = post("http://127.0.0.1:" + endpoint.actualPort() + "/");
        List<SinkAnswer> answers = Multi.createFrom()
                .range(0, amount)
                .onItem()
                .transformToUni(i -> client.send(request, EndpointAccess.open("agency/kotra"), System.nanoTime()))
                .merge(amount)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(30));
        assertThat(answers).hasSize(amount).allSatisfy(answer -> assertThat(answer)
                .isInstanceOf(SinkAnswer.Answered.class));
    }

    private static ServerSocket endpoint(Talk talk) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                talk.with(socket);
            } catch (Exception ended) {
                // The test is over.
                assertThat(ended).isNotNull();
            }
        });
        return server;
    }

    private SinkAnswer local(ServerSocket endpoint, Duration limit) {
        SinkClient client = new SinkClient(
                new SinkAddresses(
                        new SinkRules(true), new LookUps(host -> List.of(InetAddress.getLoopbackAddress()), LIMIT), 0),
                new Limits(limit, 1),
                vertx,
                Clock.systemUTC());
        URI sink = URI.create("http://127.0.0.1:" + endpoint.getLocalPort() + "/");
        return client.send(
                        new SinkRequest("POST", sink, Map.of(), new byte[0]),
                        EndpointAccess.open("agency/kotra"),
                        System.nanoTime())
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private interface Talk {
        void with(Socket socket) throws Exception;
    }

    /** Whatever would be shown there, an address that must not be asked is not. */
    @Test
    void aCertificateOpensNoAddress() throws UnknownHostException {
        InetAddress metadata = InetAddress.getByName("169.254.169.254");
        SinkAnswer answer =
                send(host -> List.of(metadata), certificate(Instant.now().plusSeconds(60)));
        assertThat(answer).isInstanceOf(SinkAnswer.Blocked.class);
        assertThat(((SinkAnswer.Blocked) answer).code()).isEqualTo("address-forbidden");
    }

    @Test
    void withACertificateThatHasEndedNobodyIsAsked() {
        SinkAnswer answer = send(SinkClientTest::noLookUp, certificate(Instant.now()));
        assertThat(answer).isInstanceOf(SinkAnswer.CertificateExpired.class);
        assertThat(answer.mayHaveArrived()).isFalse();
    }

    /** A token would be fetched in vain, and its failure would hide that the certificate has ended. */
    @Test
    void norIsATokenFetchedThen() {
        ClientCredentials credentials =
                new ClientCredentials("one", URI.create("https://tokens.example.org/"), "ckep", "secret", null);
        SinkAnswer answer = new AccessTokens(client(SinkClientTest::noLookUp))
                .send(request(), new EndpointAccess("agency/kotra", credentials, certificate(Instant.now())))
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(answer).isInstanceOf(SinkAnswer.CertificateExpired.class);
        assertThat(answer.mayHaveArrived()).isFalse();
    }

    @Test
    void withATokenThatHasEndedNobodyIsAsked() {
        StaticToken ended = new StaticToken("t.o.k.e.n", Instant.now());
        SinkAnswer answer = new AccessTokens(client(SinkClientTest::noLookUp))
                .send(request(), new EndpointAccess("agency/kotra", ended, null))
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(answer).isInstanceOf(SinkAnswer.CredentialsExpired.class);
        assertThat(answer.mayHaveArrived()).isFalse();
        assertThat(ended.toString()).doesNotContain("t.o.k.e.n");
    }

    @ParameterizedTest
    @CsvSource({
        "no such word, no such word",
        "you sent s3cr3t.t0k3n= and s3cr3t.t0k3n=!, you sent *** and ***!",
        "it ends within: s3cr3t.t0k, it ends within: ***",
        "密 s3cr3t.t0k3n=, 密 ***",
        "s3c, s3c"
    })
    void whatAnEndpointSaysOfASecretIsNotKept(String body, String kept) {
        SinkAnswer.Answered answer =
                new SinkAnswer.Answered(400, Map.of("a", "b"), body.getBytes(StandardCharsets.UTF_8), false, 7);
        SinkAnswer.Answered hidden = answer.hiding("s3cr3t.t0k3n=");
        assertThat(new String(hidden.excerpt(), StandardCharsets.UTF_8)).isEqualTo(kept);
        assertThat(List.of(hidden.status(), hidden.headers(), hidden.isCutOff(), hidden.millis()))
                .containsExactly(400, Map.of("a", "b"), false, 7L);
    }

    private static List<InetAddress> noLookUp(String host) {
        throw new IllegalStateException("looked up " + host);
    }

    private static ClientCertificate certificate(Instant end) {
        TestCertificates.Issued issued = new TestCertificates("authority").client("platform");
        return new ClientCertificate(
                "one", issued.pem(), issued.keys().getPrivate().getEncoded(), null, end);
    }

    /**
     * @param limit for connecting and for a whole request
     */
    private record Limits(Duration limit, int maxConnections) implements SinkConfig {
        @Override
        public boolean localSinksEnabled() {
            return false;
        }

        @Override
        public Optional<List<CidrAddress>> egressRanges() {
            return Optional.empty();
        }

        @Override
        public Duration connectTimeout() {
            return limit;
        }

        @Override
        public Duration lookUpTimeout() {
            return limit;
        }

        @Override
        public Duration requestTimeout() {
            return limit;
        }

        @Override
        public int maxResponseSize() {
            return 100;
        }

        @Override
        public int maxKeptSize() {
            return 100;
        }

        @Override
        public Duration addressPeriod() {
            return Duration.ZERO;
        }
    }
}

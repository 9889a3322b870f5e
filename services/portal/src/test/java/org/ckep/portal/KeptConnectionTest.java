package org.ckep.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.kernel.value.Language;
import org.ckep.portal.platform.Requests;
import org.ckep.portal.session.Visitor;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that is replaced ends the connections that the portal keeps open to it. */
@QuarkusTest
class KeptConnectionTest {
    private static final String NOTHING = "{\"data\":[]}";
    private static final String UNAVAILABLE = "not available at the moment";

    private static final Visitor PUBLIC = new Visitor(null, "127.0.0.1", Language.EN);
    private static final int MOST = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Requests requests;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private volatile boolean isEnding;
    private ServerSocket gateway;
    private Thread accepting;

    @BeforeEach
    void listen() throws IOException {
        URI address = URI.create(ConfigProvider.getConfig().getValue("quarkus.rest-client.gateway.url", String.class));
        gateway = new ServerSocket(address.getPort(), 50, InetAddress.getByName(address.getHost()));
        accepting = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket connection = gateway.accept();
                    open.add(connection);
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException closed) {
                assertThat(gateway.isClosed()).isTrue();
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        // The port is free once nobody waits for connections there any more.
        accepting.join();
        for (Socket connection : open) {
            connection.close();
        }
    }

    /** Answers; once it is ending, the next question on a connection that was kept finds it closed, and no other one is kept. */
    private void serve(Socket connection) {
        try (connection) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            for (boolean isKept = false; ; isKept = true) {
                String line = lines.readLine();
                if (line == null) {
                    return;
                }
                while (!line.isEmpty()) {
                    line = lines.readLine();
                }
                if (isEnding && isKept) {
                    cut.incrementAndGet();
                    return;
                }
                answered.incrementAndGet();
                byte[] body = NOTHING.getBytes(StandardCharsets.UTF_8);
                connection
                        .getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%s\r\n%s")
                                .formatted(body.length, isEnding ? "connection: close\r\n" : "", NOTHING)
                                .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            assertThat(gone).isNotNull();
        }
    }

    /** A part of a page, an answer whose refusal is shown, and a file: three clients with connections of their own. */
    enum Asking {
        PART {
            @Override
            String ask(Requests requests) {
                return Jsoup.parse(given().header("Accept-Language", "en")
                                .get("/milestones")
                                .asString())
                        .text();
            }
        },
        ANSWER {
            @Override
            String ask(Requests requests) {
                return requests.get(PUBLIC, "/policy/v1/milestones")
                        .map(reply -> reply.isDone() ? reply.body().toString() : UNAVAILABLE)
                        .await()
                        .atMost(LIMIT);
            }
        },
        FILE {
            @Override
            String ask(Requests requests) {
                return requests.file(PUBLIC, "/policy/v1/milestones.csv", "text/csv")
                        .chain(file -> file.ready()
                                ? file.content().collect().asList().map(Object::toString)
                                : Uni.createFrom().item(UNAVAILABLE))
                        .await()
                        .atMost(LIMIT);
            }
        };

        abstract String ask(Requests requests);
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionOnAConnectionThatWasJustClosedIsAskedAgain(Asking asking) {
        assertThat(asking.ask(requests)).doesNotContain(UNAVAILABLE);
        isEnding = true;
        // A connection is kept once its client has put it back, which may be after the answer is there.
        for (int asked = 0; cut.get() == 0; asked++) {
            assertThat(asked).isLessThan(MOST);
            int before = answered.get();
            assertThat(asking.ask(requests)).doesNotContain(UNAVAILABLE);
            assertThat(answered.get()).isGreaterThan(before);
        }
    }
}

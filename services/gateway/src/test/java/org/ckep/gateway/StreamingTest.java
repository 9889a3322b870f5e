package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.Test;

@GatewayTest
class StreamingTest {
    private static final int MIB = 1024 * 1024;
    /** {@code ckep.gateway.size-limit.upload} in the tests. */
    private static final int UPLOAD_LIMIT = 48 * MIB;

    private static RawHttp get(String path) throws Exception {
        return new RawHttp()
                .send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nX-Forwarded-For: "
                        + Calls.newAddress() + "\r\n\r\n");
    }

    @Test
    void eventsPassWhenTheyAreSent() throws Exception {
        try (RawHttp http = get("/events/v1/stub-sse")) {
            assertThat(http.read().field("Content-Type")).isEqualTo("text/event-stream");
            int seen = 0;
            // Longer than the idle timeout of two seconds: heartbeats keep a stream open.
            while (seen < 10) {
                String line = http.line();
                if (line.startsWith("data: ")) {
                    long delay = System.currentTimeMillis() - Long.parseLong(line.substring("data: ".length()));
                    assertThat(delay).isLessThan(200);
                    seen++;
                }
            }
        }
    }

    @Test
    void aLargeAnswerPassesWhole() throws Exception {
        try (RawHttp http = get("/trade/sdmx/v1/data/stub-big-" + 200 * MIB)) {
            String head = readHead(http);
            assertThat(head).contains("content-length: " + 200 * MIB);
            long received = 0;
            while (received < 200L * MIB) {
                int part = http.skip(MIB);
                assertThat(part).isEqualTo(MIB);
                received += part;
            }
        }
    }

    @Test
    void aSlowReaderHoldsTheServiceBackInsteadOfFillingMemory() throws Exception {
        try (RawHttp http = get("/trade/sdmx/v1/data/stub-big-" + 200 * MIB)) {
            readHead(http);
            http.skip(640 * 1024);
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                long now = Calls.bigBytesWritten("trade");
                return before.getAndSet(now) == now;
            });
            assertThat(before.get()).isLessThan(64L * MIB);
        }
    }

    /** The service reads nothing: what the caller could send is then in sockets, not in the gateway's memory. */
    @Test
    void aSlowServiceHoldsTheCallerBackInsteadOfFillingMemory() throws Exception {
        try (RawHttp http = upload("stub-deaf-upload")) {
            assertThat(sendUntilHeldBack(http)).isLessThan(UPLOAD_LIMIT / 2L);
        }
    }

    /** What is not written yet must not keep the connection to the service open, nor a shutdown waiting. */
    @Test
    void aSenderThatGivesUpADeafServiceLeavesNoConnectionBehind() throws Exception {
        try (RawHttp http = upload("stub-deaf-left")) {
            sendUntilHeldBack(http);
            assertThat(Calls.open("trade", "stub-deaf-left")).isOne();
        }
        await().until(() -> Calls.open("trade", "stub-deaf-left") == 0);
    }

    @Test
    void aDeafServiceIsGivenUpInTimeAndItsConnectionClosed() throws Exception {
        try (RawHttp http = upload("stub-deaf-for-ever")) {
            sendUntilHeldBack(http);
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).contains("urn:ckep:problem:gateway-timeout");
            await().until(() -> Calls.open("trade", "stub-deaf-for-ever") == 0);
        }
    }

    /** It reads what the service takes, however little, and not what stands in buffers. */
    @Test
    void aServiceThatTakesABodySlowlyIsWaitedForAsLongAsBytesMove() throws Exception {
        try (RawHttp http = upload("stub-slow")) {
            http.sendChunks(8 * MIB, sent -> {});
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Integer.toString(8 * MIB));
        }
    }

    /** Sends until nothing more goes out and tells how many bytes went. */
    private static long sendUntilHeldBack(RawHttp http) {
        AtomicLong sent = new AtomicLong();
        Thread.startVirtualThread(() -> {
            try {
                http.sendChunks(UPLOAD_LIMIT, sent::set);
            } catch (IOException connectionClosed) {
                // Expected: the body is never taken.
            }
        });
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            long now = sent.get();
            return now > 0 && before.getAndSet(now) == now;
        });
        return before.get();
    }

    @Test
    void aReaderThatHangsUpReleasesTheService() throws Exception {
        // More often than there are connections to the service (8 in the tests).
        for (int i = 0; i < 12; i++) {
            try (RawHttp http = get("/investment/v1/stub-big-" + 100 * MIB)) {
                readHead(http);
                http.skip(MIB);
            }
        }
        await().until(() -> Calls.open("investment", "stub-big-" + 100 * MIB) == 0);
        Calls.anonymous().get("/investment/v1/projects").then().statusCode(200);
    }

    @Test
    void aSenderThatHangsUpReleasesTheService() throws Exception {
        for (int i = 0; i < 12; i++) {
            try (RawHttp http = upload("half-sent")) {
                http.send("3\r\nabc\r\n");
                await().until(() -> Calls.open("trade", "half-sent") > 0);
            }
        }
        await().until(() -> Calls.open("trade", "half-sent") == 0);
        Calls.as("streaming").body("x").post("/trade/v1/uploads").then().statusCode(200);
    }

    @Test
    void aStreamThatNobodyReadsAnyMoreEndsAtTheService() throws Exception {
        try (RawHttp http = get("/events/v1/stub-sse-left")) {
            readHead(http);
            assertThat(Calls.open("events", "stub-sse-left")).isOne();
        }
        await().until(() -> Calls.open("events", "stub-sse-left") == 0);
    }

    private static RawHttp upload(String name) throws Exception {
        return new RawHttp()
                .send("POST /trade/v1/uploads/" + name + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                        + "Authorization: Bearer " + StubToken.of("streaming") + "\r\n\r\n");
    }

    private static String readHead(RawHttp http) throws Exception {
        StringBuilder head = new StringBuilder();
        String line = http.line();
        while (!line.isEmpty()) {
            head.append(line.toLowerCase(java.util.Locale.ROOT)).append('\n');
            line = http.line();
        }
        return head.toString();
    }
}

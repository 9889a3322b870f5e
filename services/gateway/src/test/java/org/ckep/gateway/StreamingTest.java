package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.junit.jupiter.api.Test;

@GatewayTest
class StreamingTest {
    private static final int MIB = 1024 * 1024;

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

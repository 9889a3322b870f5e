package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that two servers could cut apart differently: what reaches a service is nothing, or one well-formed request. */
@GatewayTest
class FramingTest {
    private static final String SMUGGLED = "GET /trade/v1/%s HTTP/1.1\r\nHost: x\r\n\r\n";

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                Arguments.of("CL.TE", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
                Arguments.of("two lengths", "Content-Length: 0\r\nContent-Length: 44\r\n\r\n"),
                Arguments.of("length list", "Content-Length: 0, 44\r\n\r\n"),
                Arguments.of("signed length", "Content-Length: +0\r\n\r\n"),
                Arguments.of("blank before colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "two encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
                Arguments.of("unknown encoding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("folded field", "X: a\r\n Transfer-Encoding: chunked\r\n\r\n"),
                Arguments.of("bad chunk size", "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n0\r\n\r\n"),
                Arguments.of("chunk size with sign", "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n"),
                Arguments.of("null in a field", "X-A: a\0b\r\nContent-Length: 0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void nothingIsSmuggled(String name, String rest) throws Exception {
        String marker = "smuggled-" + System.nanoTime();
        String first = "first-" + System.nanoTime();
        try (RawHttp http = new RawHttp()) {
            http.send("POST /trade/v1/" + first + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + StubToken.of("framing") + "\r\n" + rest + SMUGGLED.formatted(marker));
            RawHttp.Answer answer = http.read();
            int status = answer.status();
            assertThat(status).as(name).isIn(400, 200);
            if (status == 400) {
                assertThat(answer.field("Content-Type")).as(name).isEqualTo("application/problem+json");
            }
            if (status == 200) {
                // Read in the one way that the standard allows: then the rest is a request of its own.
                assertThat(Calls.reached("trade", first)).isLessThanOrEqualTo(1);
            } else {
                assertThat(Calls.reached("trade", marker)).as(name).isZero();
                assertThat(Calls.reached("trade", first)).as(name).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        String address = Calls.newAddress();
        try (RawHttp http = new RawHttp()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                requests.append("GET /trade/v1/pipelined-" + i + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + address
                        + "\r\n\r\n");
            }
            http.send(requests.toString());
            for (int i = 0; i < 5; i++) {
                assertThat(http.read().body()).contains("/trade/v1/pipelined-" + i);
            }
        }
    }

    @Test
    void upgradesOpenNoTunnel() throws Exception {
        try (RawHttp http = new RawHttp()) {
            int status = http.send(
                            "GET /trade/v1/series HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .read()
                    .status();
            assertThat(status).isEqualTo(200);
        }
        try (RawHttp http = new RawHttp()) {
            int status = http.send("GET /trade/v1/series HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                            + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                    .read()
                    .status();
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void oldVersionsAreRefused() throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer =
                    http.send("GET /trade/v1/series HTTP/1.0\r\n\r\n").read();
            assertThat(answer.status()).isEqualTo(505);
            assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
        }
    }
}

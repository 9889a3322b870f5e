package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the server below the router cannot read are answered like all others, and leave no trace in error logs. */
@GatewayTest
class MalformedRequestsTest {
    private static final String KO = "Accept-Language: ko\r\n";
    private static final String HOST = "Host: api.ckep.test\r\n";

    private final List<LogRecord> errors = new CopyOnWriteArrayList<>();
    private final Handler errorLog = new Handler() {
        @Override
        public void publish(LogRecord event) {
            if (event.getLevel().intValue() > Level.WARNING.intValue() || event.getThrown() != null) {
                errors.add(event);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(errorLog);
    }

    @AfterEach
    void nothingIsLoggedAsAnError() {
        Logger.getLogger("").removeHandler(errorLog);
        assertThat(errors).extracting(LogRecord::getMessage).isEmpty();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                request("no host", "GET /trade/v1/x HTTP/1.1\r\n" + KO, 400, "Host"),
                request("two hosts", "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + HOST, 400, "Host"),
                request("two hosts", "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "host: evil.test\r\n", 400, "Host"),
                request("empty host", "GET /trade/v1/x HTTP/1.1\r\n" + KO + "Host:\r\n", 400, "Host"),
                request("no host name", "GET /trade/v1/x HTTP/1.1\r\n" + KO + "Host: a b\r\n", 400, "Host"),
                request("host with path", "GET /trade/v1/x HTTP/1.1\r\n" + KO + "Host: a/b\r\n", 400, "Host"),
                request("query escape", "GET /trade/v1/x?x=%zz HTTP/1.1\r\n" + KO + HOST, 400, "16진수"),
                request("path escape", "GET /trade/v1/%zz HTTP/1.1\r\n" + KO + HOST, 400, "16진수"),
                request("backslash", "GET /trade\\v1 HTTP/1.1\r\n" + KO + HOST, 400, "문자"),
                request("braces", "GET /trade/v1/{id} HTTP/1.1\r\n" + KO + HOST, 400, "문자"),
                request("pipe in query", "GET /trade/v1/x?a|b HTTP/1.1\r\n" + KO + HOST, 400, "문자"),
                request("absolute form", "GET http://evil.test/trade/v1/x HTTP/1.1\r\n" + KO + HOST, 400, "슬래시"),
                request("asterisk form", "OPTIONS * HTTP/1.1\r\n" + KO + HOST, 400, "슬래시"),
                request("authority form", "CONNECT evil.test:443 HTTP/1.1\r\n" + KO + HOST, 400, "슬래시"),
                request("null in value", "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X-A: a\0b\r\n", 400, "HTTP/1.1"),
                request(
                        "control in value",
                        "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X-A: a\1b\r\n",
                        400,
                        "HTTP/1.1"),
                request("bare CR", "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X-A: a\rb\r\n", 400, "HTTP/1.1"),
                request("control in name", "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X\1A: a\r\n", 400, "HTTP/1.1"),
                request("blank in name", "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X A: a\r\n", 400, "HTTP/1.1"),
                request(
                        "blank before colon",
                        "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X-A : a\r\n",
                        400,
                        "HTTP/1.1"),
                request("no name", "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + ": a\r\n", 400, "HTTP/1.1"),
                request(
                        "two framings",
                        "POST /trade/v1/x HTTP/1.1\r\n" + KO + HOST
                                + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                        400,
                        "길이"),
                request(
                        "two lengths",
                        "POST /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "Content-Length: 6\r\nContent-Length: 7\r\n",
                        400,
                        "길이"),
                request(
                        "equal lengths",
                        "POST /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "Content-Length: 6\r\nContent-Length: 6\r\n",
                        400,
                        "길이"),
                request("no number", "POST /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "Content-Length: x\r\n", 400, ""),
                request(
                        "unknown coding",
                        "POST /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "Transfer-Encoding: xchunked\r\n",
                        400,
                        "길이"),
                request("trace", "TRACE /trade/v1/x HTTP/1.1\r\n" + KO + HOST, 405, ""),
                request("old version", "GET /trade/v1/x HTTP/1.0\r\n" + KO + HOST, 505, "HTTP/1.1"),
                request("new version", "GET /trade/v1/x HTTP/3.0\r\n" + KO + HOST, 505, "HTTP/1.1"),
                request(
                        "many fields",
                        "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X-A: 1\r\n".repeat(3000),
                        431,
                        "16,384"),
                request(
                        "too many fields",
                        "GET /trade/v1/x HTTP/1.1\r\n" + KO + HOST + "X-A: 1\r\n".repeat(20000),
                        431,
                        "16,384"));
    }

    private static Arguments request(String name, String head, int status, String detail) {
        return Arguments.of(name, head, status, detail);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void theCallerIsToldInHisLanguage(String name, String head, int status, String detail) throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer =
                    http.send(head + "X-Request-Id: request-0001\r\n\r\n").read();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.field("Content-Language")).isEqualTo("ko");
            assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.field("X-Request-Id")).isNotEmpty();
            JsonPath problem = JsonPath.from(answer.body());
            assertThat(problem.getInt("status")).isEqualTo(status);
            assertThat(problem.getString("title")).matches(".*\\p{IsHangul}.*");
            assertThat(problem.getString("detail")).contains(detail);
            assertThat(problem.getString("instance")).startsWith("urn:ckep:request:");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "\u0016\u0003\u0001\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void whatIsNoRequestIsAnsweredInEnglishAndTheConnectionEnds(String bytes) throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send(bytes).read();
            assertThat(answer.status()).isIn(400, 505);
            assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(JsonPath.from(answer.body()).getString("title")).matches("\\p{ASCII}+");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void aRequestLineWithoutEndIsRefused() throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer =
                    http.send("GET /trade/v1/" + "x".repeat(70_000)).read();
            assertThat(answer.status()).isEqualTo(414);
            assertThat(JsonPath.from(answer.body()).getString("type")).isEqualTo("urn:ckep:problem:uri-too-long");
        }
    }

    @Test
    void headOfAnUnreadableRequestHasNoBody() throws Exception {
        try (RawHttp http = new RawHttp()) {
            http.send("HEAD /trade/v1/x?x=%zz HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(http.line()).startsWith("HTTP/1.1 400");
            String line = http.line();
            while (!line.isEmpty()) {
                line = http.line();
            }
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void nothingBehindAnUnreadableRequestIsServed() throws Exception {
        String marker = "behind-" + System.nanoTime();
        try (RawHttp http = new RawHttp()) {
            http.send("GET /trade/v1/x HTTP/1.1\r\n\r\nGET /trade/v1/" + marker + " HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(http.read().status()).isEqualTo(400);
            assertThat(http.isClosed()).isTrue();
        }
        assertThat(Calls.reached("trade", marker)).isZero();
    }

    @Test
    void anUnreadableRequestWaitsForThoseBeforeIt() throws Exception {
        try (RawHttp http = new RawHttp()) {
            http.send("GET /trade/v1/before HTTP/1.1\r\n" + HOST + "\r\nGET /trade/v1/x HTTP/1.1\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(200);
            assertThat(http.read().status()).isEqualTo(400);
            assertThat(http.isClosed()).isTrue();
        }
    }

    /** RFC 9112, section 5.2: refuse folded fields, or put blanks in their place, which is what happens here. */
    @Test
    void aFoldedFieldReachesNobodyFolded() throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send(
                            "GET /trade/v1/series HTTP/1.1\r\n" + HOST + "User-Agent: a\r\n X-User: b\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(200);
            JsonPath echo = JsonPath.from(answer.body());
            assertThat(Calls.received(echo, "user-agent")).containsExactly("a X-User: b");
            assertThat(Calls.received(echo, "x-user")).isEmpty();
        }
    }

    @Test
    void nobodyCanClaimThatARequestIsUnreadable() throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send(
                            "GET /trade/v1/series HTTP/1.1\r\n" + HOST + "X-Ckep-Wire-Fault: HOST\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Calls.received(JsonPath.from(answer.body()), "x-ckep-wire-fault"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/trade/sdmx/v1//dataflow|*/*|application/xml|140",
                "/trade/sdmx/v1/%2e%2e/dataflow|*/*|application/xml|140",
                "/trade/sdmx/v1/dataflow?x=%zz|*/*|application/xml|140",
                "/trade/sdmx/v1/data{flow|*/*|application/xml|140",
                "/trade/sdmx/v1//dataflow|application/vnd.sdmx.structure+json;version=1.0.0|application/json|140",
                "/trade/sdmx/v1/dataflow?x=%zz|application/vnd.sdmx.structure+json|application/json|140",
                "/trade/sdmx/v2//structure|*/*|application/json|400",
                "/trade/sdmx/v2/structure?x=%zz|*/*|application/json|400",
            })
    void sdmxClientsReadRefusedAddressesInTheirOwnForm(String target, String accept, String type, String code)
            throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send(
                            "GET " + target + " HTTP/1.1\r\n" + HOST + "Accept: " + accept + "\r\n" + KO + "\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("Content-Type")).isEqualTo(type);
            assertThat(answer.body()).contains(code).containsPattern("\\p{IsHangul}");
        }
    }

    @Test
    void sdmxClientsReadRefusedFramingInTheirOwnForm() throws Exception {
        for (String rest : List.of("", HOST + HOST, HOST + "X-A: a\1b\r\n", HOST + "Transfer-Encoding: xchunked\r\n")) {
            try (RawHttp http = new RawHttp()) {
                RawHttp.Answer answer = http.send("GET /trade/sdmx/v1/dataflow HTTP/1.1\r\n" + rest + "\r\n")
                        .read();
                assertThat(answer.status()).as(rest).isEqualTo(400);
                assertThat(answer.field("Content-Type")).as(rest).isEqualTo("application/xml");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\n", "-1\r\n\r\n", "5\r\nabcdefgh\r\n", "3\r\nabc\r\nzz\r\n", "0\r\nX-A: a\1b\r\n\r\n"})
    void unreadableChunksAreAnsweredAndGivenUp(String chunks) throws Exception {
        String name = "chunks-" + System.nanoTime();
        String head = "POST /trade/v1/uploads/" + name + " HTTP/1.1\r\n" + HOST + KO
                + "Transfer-Encoding: chunked\r\nAuthorization: Bearer " + StubToken.of("malformed") + "\r\n\r\n";
        try (RawHttp http = new RawHttp()) {
            chunkRefusal(http.send(head + chunks));
        }
        try (RawHttp http = new RawHttp()) {
            http.send(head + "3\r\nabc\r\n");
            await().until(() -> Calls.open("trade", name) > 0);
            chunkRefusal(http.send(chunks));
        }
        await().until(() -> Calls.open("trade", name) == 0);
    }

    private static void chunkRefusal(RawHttp http) throws Exception {
        RawHttp.Answer answer = http.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(JsonPath.from(answer.body()).getString("detail")).contains("청크");
        assertThat(http.isClosed()).isTrue();
    }

    @Test
    void unreadableChunksWithoutTokenAreRefusedForTheToken() throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send(
                            "POST /trade/v1/uploads HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(401);
        }
    }
}

package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class HeaderHygieneTest {

    @Test
    void whatACallerClaimsAboutItselfReachesNoService() {
        JsonPath echo = Calls.anonymous()
                .header("X-User", "admin")
                .header("X-User-Roles", "releaser")
                .header("X-Side", "KR")
                .header("X-Agency", "KOTRA")
                .header("X-Client-Id", "kr-ministry")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-Original-URL", "/policy/v1")
                .header("X-Forwarded-Host", "evil.test")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=6.6.6.6")
                .header("X-Real-IP", "6.6.6.6")
                .header("baggage", "side=KR")
                .get("/trade/v1/series")
                .jsonPath();
        for (String field : new String[] {
            "x-user",
            "x-user-roles",
            "x-side",
            "x-agency",
            "x-client-id",
            "x-http-method-override",
            "x-original-url",
            "x-forwarded-prefix",
            "forwarded",
            "x-real-ip",
            "baggage"
        }) {
            assertThat(Calls.received(echo, field)).as(field).isEmpty();
        }
        assertThat(Calls.received(echo, "x-forwarded-host")).containsExactly("api.ckep.test");
        assertThat(Calls.received(echo, "x-forwarded-proto")).containsExactly("https");
        assertThat(Calls.received(echo, "x-forwarded-port")).containsExactly("443");
        assertThat(Calls.received(echo, "host")).containsExactly("api.ckep.test");
    }

    @Test
    void theServiceIsToldOneAddressOfTheCaller() {
        JsonPath echo =
                Calls.anonymous("6.6.6.6, 198.51.100.7").get("/trade/v1/series").jsonPath();
        assertThat(Calls.received(echo, "x-forwarded-for")).containsExactly("198.51.100.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host, X-Forwarded-For",
                "x-forwarded-host",
                "keep-alive, X-FORWARDED-PROTO, X-Request-Id"
            })
    void fieldsNamedInConnectionCannotRemoveThoseOfTheGateway(String named) throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send("GET /trade/v1/series HTTP/1.1\r\nHost: x\r\nConnection: " + named
                            + "\r\nX-Forwarded-Host: evil.test\r\nX-Custom: 1\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(200);
            JsonPath echo = JsonPath.from(answer.body());
            assertThat(Calls.received(echo, "x-forwarded-host")).containsExactly("api.ckep.test");
            assertThat(Calls.received(echo, "x-forwarded-proto")).containsExactly("https");
            assertThat(Calls.received(echo, "x-forwarded-for")).hasSize(1);
            assertThat(Calls.received(echo, "x-request-id")).hasSize(1);
            assertThat(Calls.received(echo, "x-custom")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "content-length", "Host", "close, Transfer-Encoding"})
    void fieldsThatFrameOrAuthoriseCannotBeNamedInConnection(String named) throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send("GET /trade/v1/series HTTP/1.1\r\nHost: x\r\nConnection: " + named
                            + "\r\nAuthorization: Bearer " + StubToken.of("hygiene") + "\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void hopByHopFieldsStayOnTheirHop() throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send("GET /trade/v1/series HTTP/1.1\r\nHost: x\r\nTE: trailers\r\n"
                            + "Proxy-Authorization: Basic eDp5\r\nProxy-Connection: keep-alive\r\nKeep-Alive: 5\r\n"
                            + "Upgrade: websocket\r\n\r\n")
                    .read();
            JsonPath echo = JsonPath.from(answer.body());
            for (String field :
                    new String[] {"te", "proxy-authorization", "proxy-connection", "keep-alive", "upgrade"}) {
                assertThat(Calls.received(echo, field)).as(field).isEmpty();
            }
        }
    }

    @Test
    void cookiesReachThePortalAndTokensTheServices() {
        String token = "Bearer " + StubToken.of("hygiene");
        JsonPath api = Calls.anonymous()
                .header("Cookie", "q_session=1")
                .header("Authorization", token)
                .get("/trade/v1/series")
                .jsonPath();
        assertThat(Calls.received(api, "cookie")).isEmpty();
        assertThat(Calls.received(api, "authorization")).containsExactly(token);
        JsonPath page = Calls.anonymous()
                .header("Cookie", "q_session=1")
                .header("HX-Request", "true")
                .header("Authorization", token)
                .get("/en/overview")
                .jsonPath();
        assertThat(Calls.received(page, "cookie")).containsExactly("q_session=1");
        assertThat(Calls.received(page, "hx-request")).containsExactly("true");
        assertThat(Calls.received(page, "authorization")).isEmpty();
    }

    @Test
    void requestFieldsOfTheConventionsPass() {
        JsonPath echo = Calls.as("hygiene")
                .header("If-Match", "\"a\"")
                .header("Idempotency-Key", "11111111-2222-3333-4444-555555555555")
                .header("Accept-Language", "ko")
                .header("Last-Event-ID", "abc")
                .get("/investment/v1/projects/1")
                .jsonPath();
        assertThat(Calls.received(echo, "if-match")).containsExactly("\"a\"");
        assertThat(Calls.received(echo, "idempotency-key")).containsExactly("11111111-2222-3333-4444-555555555555");
        assertThat(Calls.received(echo, "accept-language")).containsExactly("ko");
        assertThat(Calls.received(echo, "last-event-id")).containsExactly("abc");
    }

    @Test
    void answersTellNothingOfTheInside() {
        Calls.as("hygiene")
                .get("/investment/v1/stub-fields")
                .then()
                .statusCode(200)
                .header("Location", equalTo("https://api.ckep.test/investment/v1/projects/1"))
                .header("Link", equalTo("<https://api.ckep.test/investment/v1/projects?after=x>; rel=\"next\""))
                .header("Set-Cookie", nullValue())
                .header("Server", nullValue())
                .header("X-Powered-By", nullValue())
                .header("X-Inner-Hop", nullValue())
                .header("Access-Control-Allow-Origin", nullValue())
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .header("RateLimit", matchesPattern("\"default\";r=\\d+;t=\\d+"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Strict-Transport-Security", equalTo("max-age=31536000; includeSubDomains"))
                .header("Cache-Control", equalTo("no-store"));
        Calls.anonymous().get("/stub-fields").then().statusCode(200).header("Set-Cookie", equalTo("session=of-portal"));
        Calls.anonymous().get("/trade/v1/stub-fields").then().header("Cache-Control", nullValue());
    }

    @Test
    void requestIdAndTraceGoThrough() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        JsonPath echo = Calls.anonymous()
                .header("X-Request-Id", "my-request.1")
                .header("traceparent", trace)
                .header("tracestate", "a=b")
                .get("/trade/v1/series")
                .then()
                .header("X-Request-Id", equalTo("my-request.1"))
                .extract()
                .jsonPath();
        assertThat(Calls.received(echo, "x-request-id")).containsExactly("my-request.1");
        assertThat(Calls.received(echo, "traceparent")).containsExactly(trace);
        assertThat(Calls.received(echo, "tracestate")).containsExactly("a=b");
        JsonPath fresh = Calls.anonymous()
                .header("X-Request-Id", "x")
                .header("traceparent", "garbage")
                .header("tracestate", "a=b")
                .get("/trade/v1/series")
                .jsonPath();
        assertThat(Calls.received(fresh, "x-request-id").getFirst()).hasSize(36);
        assertThat(Calls.received(fresh, "traceparent").getFirst()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(Calls.received(fresh, "tracestate")).isEmpty();
    }
}

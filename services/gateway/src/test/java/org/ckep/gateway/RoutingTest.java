package org.ckep.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.path.json.JsonPath;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class RoutingTest {

    @ParameterizedTest
    @CsvSource({
        "/trade/v1/series, trade",
        "/trade/sdmx/v1/dataflow, trade",
        "/investment/v1/projects, investment",
        "/partnerships/v1/partnerships, partnerships",
        "/events/v1/feed, events",
        "/subscriptions/v1, events",
        "/.well-known/jwks.json, events",
        "/asyncapi.yaml, events",
        "/asyncapi.json, events",
        "/, portal",
        "/zh/projects, portal",
    })
    void prefixesLeadToTheirServices(String path, String service) {
        Calls.anonymous().get(path).then().statusCode(200).body("service", equalTo(service));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/sdmx/v1/data/DF/.A..8542./all/?c[TIME_PERIOD]=ge:2010+le:2024&x=%2B&y=%2f",
                "/trade/sdmx/v1/data/CKEP%2CDF/%2A?startPeriod=",
                "/investment/v1/projects?after=eyJ4IjoxfQ&q=%ED%95%9C",
            })
    void pathAndQueryPassExactlyAsSent(String uri) throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer = http.send("GET " + uri + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: "
                            + Calls.newAddress() + "\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(JsonPath.from(answer.body()).getString("uri")).isEqualTo(uri);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/health/ready",
                "/q/openapi",
                "/.well-known/other",
                "/health/inner",
                "/trde/v1/series",
            })
    void managementPathsAndVersionsOfNoApiAreOnNoPublicAddress(String path) {
        Calls.anonymous()
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:not-found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/%2e%2e/investment/v1",
                "/trade/..%2Finvestment",
                "/trade;a/v1",
                "/trade/../q/metrics",
                "//trade/v1"
            })
    void ambiguousPathsReachNoService(String path) throws Exception {
        try (RawHttp http = new RawHttp()) {
            RawHttp.Answer answer =
                    http.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
            assertThat(JsonPath.from(answer.body()).getString("type")).isEqualTo("urn:ckep:problem:invalid-request");
        }
    }

    @Test
    void unknownMethodsAreNamed() throws Exception {
        for (String method : new String[] {"TRACE", "PROPFIND"}) {
            try (RawHttp http = new RawHttp()) {
                RawHttp.Answer answer = http.send(method + " /trade/v1/series HTTP/1.1\r\nHost: x\r\n\r\n")
                        .read();
                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.field("Allow")).isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
            }
        }
    }

    @Test
    void healthAsksNoService() {
        given().get("/health").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void ownResourcesAnswerErrorsInTheSameForm() {
        Calls.anonymous()
                .header("Accept-Language", "ko")
                .get("/openapi/portal")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("title", equalTo("찾을 수 없음"));
        Calls.as("routing-own")
                .delete("/openapi.json")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:method-not-allowed"));
    }

    @ParameterizedTest
    @CsvSource({"400, invalid-request", "404, not-found", "413, too-large", "500, internal", "-1, internal"})
    void whatGivesUpBehindTheDoorIsExplainedToo(int planted, String type) {
        Calls.anonymous()
                .header("Accept-Language", "zh-CN")
                .get("/openapi/stub-fail/" + planted)
                .then()
                .statusCode(planted < 0 ? 500 : planted)
                .contentType("application/problem+json")
                .header("Content-Language", equalTo("zh-Hans"))
                .body("type", equalTo("urn:ckep:problem:" + type))
                .body(not(containsString("planted")))
                .body("detail", not(containsString("{")));
    }

    @Test
    void conditionalRequestsPass() {
        Calls.anonymous().get("/trade/v1/stub-etag").then().statusCode(200).header("ETag", "\"v1\"");
        Calls.anonymous()
                .header("If-None-Match", "\"v1\"")
                .get("/trade/v1/stub-etag")
                .then()
                .statusCode(304)
                .header("ETag", "\"v1\"");
    }

    /** Clients that take a length or chunks at their word would wait for them, or fail (urllib: IncompleteRead). */
    @ParameterizedTest
    @CsvSource({
        "GET, /trade/v1/stub-bare-304, 304, ''",
        "GET, /trade/v1/stub-bare-204, 204, ''",
        "HEAD, /trade/v1/series, 200, ''",
        "HEAD, /trade/v1/stub-length-4711, 200, 4711",
        "HEAD, /trade/sdmx/v1/stub-bare-503, 503, ''",
        "HEAD, /openapi.json, 200, ''",
        "HEAD, /q/metrics, 404, ''",
    })
    void answersWithoutABodyAnnounceNone(String method, String path, int status, String length) throws Exception {
        try (RawHttp http = new RawHttp()) {
            String end = " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + Calls.newAddress() + "\r\n\r\n";
            http.send(method + " " + path + end + "GET /trade/v1/next" + end);
            RawHttp.Answer answer = http.readHead();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.field("Transfer-Encoding")).isEmpty();
            if ((status < 300 && !path.startsWith("/openapi")) || status == 304) {
                assertThat(answer.field("Content-Length")).isEqualTo(length);
            }
            assertThat(http.read().body()).contains("/trade/v1/next");
        }
    }

    @Test
    void bodiesPassInBothFramings() throws Exception {
        Calls.as("routing-bodies")
                .body("x".repeat(5000))
                .post("/investment/v1/projects")
                .then()
                .statusCode(200)
                .body("bodyBytes", equalTo(5000));
        try (RawHttp http = new RawHttp()) {
            http.send(
                    "POST /investment/v1/projects HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer "
                            + org.ckep.gateway.stub.StubToken.of("routing-bodies") + "\r\n\r\n");
            http.sendChunks(32 * 1024);
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(JsonPath.from(answer.body()).getInt("bodyBytes")).isEqualTo(32 * 1024);
        }
    }

    @Test
    void expectationsAreAnsweredAfterTheChecks() throws Exception {
        String head =
                "POST /investment/v1/projects HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n";
        try (RawHttp http = new RawHttp()) {
            http.send(head + "Authorization: Bearer " + org.ckep.gateway.stub.StubToken.of("routing-expect")
                    + "\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(100);
            assertThat(http.send("12345").read().status()).isEqualTo(200);
        }
        try (RawHttp http = new RawHttp()) {
            assertThat(http.send(head + "\r\n").read().status()).isEqualTo(401);
        }
    }
}

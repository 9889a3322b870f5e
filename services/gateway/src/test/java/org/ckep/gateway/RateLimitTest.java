package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.Test;

/**
 * Quotas in the tests, each minute: 100 with a token, 40 for an address without one; for structures of SDMX 50 and 20.
 */
@GatewayTest
class RateLimitTest {

    @Test
    void aThousandCallsOfOneClientLeaveTheOtherUntouched() {
        String tokenA = "Bearer " + StubToken.of("client-a");
        int limited = 0;
        int passed = 0;
        for (int i = 0; i < 1000; i++) {
            int status = Calls.anonymous("198.51.100.1")
                    .header("Authorization", tokenA)
                    .get("/trade/v1/series")
                    .statusCode();
            if (status == 429) {
                limited++;
            } else {
                assertThat(status).isEqualTo(200);
                passed++;
            }
        }
        assertThat(limited).isGreaterThan(800);
        assertThat(passed).isBetween(100, 199);
        Response b = Calls.anonymous("198.51.100.1")
                .header("Authorization", "Bearer " + StubToken.of("client-b"))
                .get("/trade/v1/series");
        assertThat(b.statusCode()).isEqualTo(200);
        assertThat(b.header("RateLimit")).isEqualTo("\"default\";r=99;t=1");
    }

    @Test
    void fieldsFollowTheBucket() {
        String token = "Bearer " + StubToken.of("client-c");
        for (int i = 1; i <= 10; i++) {
            Response answer = Calls.anonymous().header("Authorization", token).get("/trade/v1/series");
            assertThat(answer.header("RateLimit-Policy")).matches("\"default\";q=100;w=60;pk=:[A-Za-z0-9+/]{16}:");
            String field = answer.header("RateLimit");
            int remaining = Integer.parseInt(field.replaceAll(".*r=(\\d+).*", "$1"));
            int reset = Integer.parseInt(field.replaceAll(".*t=(\\d+).*", "$1"));
            // 100 tokens in 60 s: each missing one takes 0.6 s; what flowed in meanwhile makes the bounds.
            assertThat(remaining).isBetween(100 - i, 100 - i + 5);
            assertThat(reset).isBetween(1, (int) Math.ceil(i * 0.6));
        }
    }

    private static String partition(String token) {
        return Calls.anonymous()
                .header("Authorization", "Bearer " + token)
                .get("/trade/v1/series")
                .header("RateLimit-Policy");
    }

    @Test
    void thePartitionIsThatOfTheBucketAndNamesNobody() {
        String first = partition(StubToken.with("client-p", claims -> claims.setSubject("one")));
        assertThat(partition(StubToken.with("client-p", claims -> claims.setSubject("one"))))
                .isEqualTo(first);
        assertThat(partition(StubToken.with("client-p", claims -> claims.setSubject("two"))))
                .isNotEqualTo(first);
        assertThat(partition(StubToken.with("client-q", claims -> claims.setSubject("one"))))
                .isNotEqualTo(first);
        String key = first.substring(first.indexOf("pk=:") + 4, first.length() - 1);
        assertThat(new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1))
                .hasSize(12)
                .doesNotContain("client", "one");
    }

    @Test
    void anAddressWithoutTokenHasItsOwnLowerQuota() {
        String address = "198.51.100.2";
        Response last = null;
        for (int i = 0; i < 60; i++) {
            last = Calls.anonymous(address).header("Accept-Language", "zh-CN").get("/trade/v1/series");
            if (last.statusCode() == 429) {
                break;
            }
        }
        last.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("RateLimit-Policy", matchesPattern("\"anonymous\";q=40;w=60;pk=:[A-Za-z0-9+/]{16}:"))
                .header("RateLimit", matchesPattern("\"anonymous\";r=0;t=\\d+"))
                .body("type", equalTo("https://iana.org/assignments/http-problem-types#quota-exceeded"))
                .body("title", equalTo("请求过多"))
                .body("detail", containsString("40"))
                .body("violated-policies[0]", equalTo("anonymous"));
        assertThat(last.header("RateLimit")).endsWith(";t=" + last.header("Retry-After"));
        Calls.anonymous("198.51.100.3").get("/trade/v1/series").then().statusCode(200);
        Calls.anonymous(address)
                .header("Authorization", "Bearer " + StubToken.of("client-d"))
                .get("/trade/v1/series")
                .then()
                .statusCode(200);
        Calls.anonymous(address).get("/").then().statusCode(200);
    }

    @Test
    void refusedTokensCountAgainstTheirAddress() {
        int status = 0;
        for (int i = 0; i < 60 && status != 429; i++) {
            status = Calls.anonymous("198.51.100.4")
                    .header("Authorization", "Bearer broken")
                    .get("/trade/v1/series")
                    .statusCode();
            assertThat(status).isIn(401, 429);
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void sdmxClientsReadTheRefusalInTheirOwnForm() {
        Response last = null;
        for (int i = 0; i < 60; i++) {
            last = Calls.anonymous("198.51.100.5").get("/trade/sdmx/v1/dataflow");
            if (last.statusCode() == 429) {
                break;
            }
        }
        last.then().statusCode(429).contentType("application/xml").body("Error.ErrorMessage.@code", equalTo("503"));
    }

    /** Who walks through structures can still read data, and who reads data finds out what they mean. */
    @Test
    void structuresHaveAQuotaOfTheirOwn() {
        String address = "198.51.100.6";
        Response last = null;
        for (int i = 0; i < 40; i++) {
            last = Calls.anonymous(address)
                    .header("Accept", "application/json")
                    .get("/trade/sdmx/v2/structure/dataflow/CKEP/F" + i);
            if (last.statusCode() == 429) {
                break;
            }
        }
        last.then()
                .statusCode(429)
                .header("RateLimit-Policy", matchesPattern("\"anonymous-structures\";q=20;w=60;pk=:[A-Za-z0-9+/]{16}:"))
                .header("RateLimit", matchesPattern("\"anonymous-structures\";r=0;t=\\d+"));
        Calls.anonymous(address)
                .get("/trade/sdmx/v1/schema/dataflow/CKEP/F")
                .then()
                .statusCode(429);
        for (String data : new String[] {
            "/trade/sdmx/v1/data/F/A",
            "/trade/sdmx/v2/data/dataflow/CKEP/F",
            "/trade/sdmx/v1/availableconstraint/F/A",
            "/trade/sdmx/v2/availability/dataflow/CKEP/F",
            "/trade/v1/series"
        }) {
            Calls.anonymous(address)
                    .get(data)
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", matchesPattern("\"anonymous\";q=40;.*"));
        }
        String other = "198.51.100.7";
        int status = 0;
        for (int i = 0; i < 80 && status != 429; i++) {
            status = Calls.anonymous(other).get("/trade/sdmx/v1/data/F/A").statusCode();
        }
        assertThat(status).isEqualTo(429);
        Calls.anonymous(other).get("/trade/sdmx/v1/dataflow").then().statusCode(200);
    }

    /** What is submitted is no reading of structures, and counts as every other change. */
    @Test
    void aCallerWithATokenHasBothQuotasToo() {
        String token = "Bearer " + StubToken.of("client-s");
        Calls.anonymous()
                .header("Authorization", token)
                .get("/trade/sdmx/v1/dataflow")
                .then()
                .statusCode(200)
                .header("RateLimit", equalTo("\"structures\";r=49;t=2"));
        Calls.anonymous()
                .header("Authorization", token)
                .get("/trade/sdmx/v1/data/F/A")
                .then()
                .statusCode(200)
                .header("RateLimit", equalTo("\"default\";r=99;t=1"));
        Calls.anonymous()
                .header("Authorization", token)
                .body("<x/>")
                .post("/trade/sdmx/v1/codelist")
                .then()
                .header("RateLimit-Policy", matchesPattern("\"default\";q=100;.*"));
    }
}

package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import org.ckep.gateway.stub.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one allowed origin of the tests is https://statistics.ckep.test. */
@GatewayTest
class CorsTest {
    private static final String ALLOWED = "https://statistics.ckep.test";

    @Test
    void theAllowedOriginMayCall() {
        Calls.anonymous()
                .header("Origin", ALLOWED)
                .get("/trade/v1/series")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(ALLOWED))
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Access-Control-Expose-Headers", containsString("ETag"))
                .header("Vary", containsString("Origin"));
        Calls.anonymous()
                .header("Origin", ALLOWED)
                .get("/policy/v1/milestones")
                .then()
                .statusCode(503)
                .header("Access-Control-Allow-Origin", equalTo(ALLOWED));
    }

    @Test
    void preflightsAreAnsweredHere() {
        Response answer = Calls.anonymous()
                .header("Origin", ALLOWED)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "if-match")
                .options("/investment/v1/projects/1");
        answer.then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo(ALLOWED))
                .header("Access-Control-Allow-Methods", containsString("PATCH"))
                .header("Access-Control-Allow-Headers", containsString("If-Match"))
                .header("Access-Control-Max-Age", equalTo("600"));
        assertThat(answer.body().asString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://statistics.ckep.test.evil.test",
                "https://evil-statistics.ckep.test",
                "https://statistics.ckep.test:8443",
                "http://statistics.ckep.test",
            })
    void otherOriginsAreNot(String origin) {
        Calls.anonymous()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .options("/trade/v1/series")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue())
                .body("type", equalTo("urn:ckep:problem:origin-not-allowed"));
        Calls.anonymous()
                .header("Origin", origin)
                .get("/trade/v1/series")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }
}

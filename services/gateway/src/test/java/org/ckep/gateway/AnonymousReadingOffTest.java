package org.ckep.gateway;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.ckep.gateway.stub.Calls;
import org.junit.jupiter.api.Test;

@GatewayTest
@TestProfile(AnonymousReadingOffTest.Closed.class)
class AnonymousReadingOffTest {

    public static final class Closed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ckep.gateway.access.anonymous-reading-enabled", "false");
        }
    }

    @Test
    void oneSettingClosesTheApiToCallersWithoutToken() {
        Calls.anonymous()
                .get("/trade/v1/series")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("detail", equalTo("Reading without an access token is switched off here."));
        Calls.anonymous()
                .get("/subscriptions/v1/8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11/consent?key=k")
                .then()
                .statusCode(200);
        Calls.anonymous()
                .contentType("application/x-www-form-urlencoded")
                .body("key=A")
                .post("/trade/sdmx/v1/data/F")
                .then()
                .statusCode(401);
        Calls.as("closed").get("/trade/v1/series").then().statusCode(200);
        Calls.anonymous().get("/").then().statusCode(200);
        Calls.anonymous().get("/openapi.json").then().statusCode(200);
    }
}

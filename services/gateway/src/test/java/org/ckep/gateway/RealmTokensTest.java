package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.StubUpstreams;
import org.ckep.testing.ServersResource;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway with the real Keycloak and the realm as it ships. */
@QuarkusTest
@WithTestResource(value = StubUpstreams.class, scope = TestResourceScope.MATCHING_RESOURCES)
@WithTestResource(
        value = ServersResource.class,
        scope = TestResourceScope.MATCHING_RESOURCES,
        initArgs = @ResourceArg(name = "service", value = "gateway"))
class RealmTokensTest {

    private static ValidatableResponse get(String token, String path) {
        return Calls.anonymous()
                .header("Authorization", "Bearer " + token)
                .get(path)
                .then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-ministry", "kr-ministry"})
    void ministriesReachTheServices(String client) {
        String token = Tokens.client(client);
        for (String path : new String[] {"/trade/v1/series", "/investment/v1/projects", "/events/v1/feed"}) {
            ValidatableResponse answer =
                    get(token, path).statusCode(200).header("RateLimit", startsWith("\"default\";"));
            assertThat(Calls.received(answer.extract().jsonPath(), "authorization"))
                    .containsExactly("Bearer " + token);
        }
    }

    @Test
    void peopleReachTheServices() {
        get(Tokens.user("cn-maker"), "/policy-is-down-but/portal").statusCode(200);
        Calls.anonymous()
                .header("Authorization", "Bearer " + Tokens.user("kr-maker"))
                .body("{}")
                .post("/investment/v1/projects")
                .then()
                .statusCode(200);
    }

    @Test
    void anExpiredTokenIsRefused() {
        get(Tokens.expired(), "/trade/v1/series")
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .body("type", equalTo("urn:ckep:problem:invalid-token"));
    }

    @Test
    void aTokenWithoutScopesReachesNothing() {
        get(Tokens.withoutScopes(), "/trade/v1/series").statusCode(403).body("scope", equalTo("trade:read"));
    }

    @Test
    void aTokenOfBothSidesIsRefused() {
        get(Tokens.twoSides(), "/trade/v1/series")
                .statusCode(401)
                .body("detail", equalTo("The access token must name at most one side, CN or KR."));
    }
}

package org.ckep.web;

import static io.restassured.RestAssured.given;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IdentityTest {
    private static final String WHO = "/fixture/v1/things/who";

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    @Test
    void withoutTokenTheViewerIsThePublic() {
        given().get(WHO)
                .then()
                .statusCode(200)
                .body("audience", equalTo("public"))
                .body("subject", nullValue())
                .body("roles", equalTo(java.util.List.of()));
    }

    @Test
    void aMinistrysStaffActsForItsSide() {
        as(Tokens.user("cn-maker"))
                .get(WHO)
                .then()
                .statusCode(200)
                .body("side", equalTo("CN"))
                .body("roles", contains("maker", "viewer"))
                .body("serviceAccount", equalTo(false))
                .body("audience", equalTo("side-cn"));
        as(Tokens.user("kr-checker"))
                .get(WHO)
                .then()
                .statusCode(200)
                .body("side", equalTo("KR"))
                .body("roles", contains("checker", "releaser", "viewer"));
    }

    @Test
    void aSystemIsKnownAsOne() {
        as(Tokens.client("cn-ministry"))
                .get(WHO)
                .then()
                .statusCode(200)
                .body("client", equalTo("cn-ministry"))
                .body("side", equalTo("CN"))
                .body("serviceAccount", equalTo(true));
    }

    @Test
    void agencyAndSecretariatHaveNoSide() {
        as(Tokens.client("agency-kotra"))
                .get(WHO)
                .then()
                .statusCode(200)
                .body("side", nullValue())
                .body("agency", equalTo("kotra"))
                .body("roles", hasItem("agency"))
                .body("audience", equalTo("partner"));
        as(Tokens.user("secretariat"))
                .get(WHO)
                .then()
                .statusCode(200)
                .body("side", nullValue())
                .body("roles", hasItem("secretariat"))
                .body("audience", equalTo("bilateral"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer a.b.c", "Bearer ", "Basic Y246bWFrZXI=", "Nonsense"})
    void whatIsNoTokenIsNeverTakenForNoToken(String authorization) {
        given().header("Authorization", authorization).get(WHO).then().spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    @Test
    void anExpiredTokenIsRefusedOnAnOpenOperationToo() {
        as(Tokens.expired())
                .get(WHO)
                .then()
                .spec(problem(KernelProblem.UNAUTHENTICATED))
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""));
    }

    @Test
    void aTamperedTokenIsRefused() {
        String token = Tokens.user("cn-maker");
        int signature = token.lastIndexOf('.') + 1;
        char first = token.charAt(signature);
        String tampered = token.substring(0, signature) + (first == 'A' ? 'B' : 'A') + token.substring(signature + 1);
        as(tampered).get(WHO).then().spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    @Test
    void aTokenOfTwoSidesIsRefused() {
        as(Tokens.twoSides()).get(WHO).then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void aProtectedOperationNeedsATokenAndTheRole() {
        given().get("/fixture/v1/things/secret")
                .then()
                .spec(problem(KernelProblem.UNAUTHENTICATED))
                .header("WWW-Authenticate", equalTo("Bearer realm=\"ckep\""));
        as(Tokens.user("cn-maker")).get("/fixture/v1/things/secret").then().spec(problem(KernelProblem.FORBIDDEN));
        as(Tokens.user("cn-checker"))
                .get("/fixture/v1/things/secret")
                .then()
                .statusCode(200)
                .body(equalTo("secret"));
    }

    /** Where the address itself is the key. */
    @Test
    void anOperationMayBeOpenToWhoeverKnowsItsAddress() {
        given().contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/fixture/v1/things/keyed")
                .then()
                .statusCode(200)
                .body("name", equalTo("x"));
        given().header("Authorization", "Bearer broken")
                .contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/fixture/v1/things/keyed")
                .then()
                .spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    @Test
    void withoutTokenOnlyReadingIsPossible() {
        given().contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/fixture/v1/things/open")
                .then()
                .spec(problem(KernelProblem.UNAUTHENTICATED));
        as(Tokens.user("cn-maker"))
                .contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/fixture/v1/things/open")
                .then()
                .statusCode(200)
                .body("name", equalTo("x"));
    }

    @Test
    void aTokenNeedsTheScopeOfTheService() {
        as(Tokens.withoutScopes())
                .get(WHO)
                .then()
                .spec(problem(KernelProblem.INSUFFICIENT_SCOPE))
                .header("WWW-Authenticate", containsString("scope=\"investment:read\""));
        as(Tokens.withoutScopes())
                .contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/fixture/v1/things/open")
                .then()
                .spec(problem(KernelProblem.INSUFFICIENT_SCOPE))
                .header("WWW-Authenticate", containsString("scope=\"investment:write\""));
    }

    @Test
    void anOperationWithoutAnAccessRuleIsClosedToAll() {
        as(Tokens.user("cn-maker"))
                .get("/fixture/v1/things/unannotated")
                .then()
                .spec(problem(KernelProblem.FORBIDDEN))
                .body(not(containsString("never")));
    }

    @Test
    void anotherServiceIsCalledWithTheSameTokenAndRequestId() {
        as(Tokens.user("kr-maker"))
                .get("/fixture/v1/things/who-by-call")
                .then()
                .statusCode(200)
                .body("side", equalTo("KR"))
                .body("roles", contains("maker", "viewer"));
        given().get("/fixture/v1/things/who-by-call").then().statusCode(200).body("audience", equalTo("public"));
        given().header("X-Request-Id", "request-12345678")
                .get("/fixture/v1/things/request-id-by-call")
                .then()
                .statusCode(200)
                .body(equalTo("request-12345678"));
    }
}

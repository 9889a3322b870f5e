package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@GatewayTest
class TokensTest {

    private static ValidatableResponse read(String token) {
        return Calls.anonymous()
                .header("Authorization", "Bearer " + token)
                .get("/trade/v1/series")
                .then();
    }

    private static void refused(String token) {
        read(token)
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""))
                .body("type", equalTo("urn:ckep:problem:invalid-token"));
    }

    @Test
    void aRightTokenPasses() {
        read(StubToken.of("tokens")).statusCode(200);
    }

    @Test
    void anExpiredTokenIsNeverTreatedAsNone() {
        refused(StubToken.with("tokens", StubToken::expire));
    }

    @Test
    void signaturesAreChecked() {
        String token = StubToken.of("tokens");
        int last = token.length() - 10;
        refused(token.substring(0, last) + (token.charAt(last) == 'A' ? 'B' : 'A') + token.substring(last + 1));
        refused(StubToken.unsigned("tokens"));
        refused(StubToken.signedWithPublicKey("tokens"));
        refused("not-a-token");
    }

    @Test
    void issuerAudienceAndTypeAreChecked() {
        refused(StubToken.with("tokens", claims -> claims.setIssuer("http://elsewhere.test/realms/ckep")));
        refused(StubToken.with("tokens", claims -> claims.setAudience("account")));
        refused(StubToken.with("tokens", claims -> claims.setClaim("typ", "ID")));
        refused(StubToken.with("tokens", claims -> claims.setNotBeforeMinutesInThePast(-10)));
    }

    @Test
    void theClientAndAtMostOneSideAreNamed() {
        refused(StubToken.with("tokens", claims -> claims.unsetClaim("azp")));
        refused(StubToken.with("tokens", claims -> claims.setClaim("side", List.of("CN", "KR"))));
        refused(StubToken.with("tokens", claims -> claims.setClaim("side", "US")));
        read(StubToken.with("tokens", claims -> claims.unsetClaim("side"))).statusCode(200);
        read(StubToken.with("tokens", claims -> claims.setClaim("side", "KR"))).statusCode(200);
    }

    @Test
    void theScopeOfTheServiceIsNeeded() {
        String reader = StubToken.with("tokens", claims -> claims.setClaim("scope", "trade:read"));
        read(reader).statusCode(200);
        Calls.anonymous()
                .header("Authorization", "Bearer " + reader)
                .body("{}")
                .post("/trade/v1/uploads")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", equalTo("Bearer error=\"insufficient_scope\", scope=\"trade:write\""))
                .body("type", equalTo("urn:ckep:problem:insufficient-scope"))
                .body("scope", equalTo("trade:write"));
        Calls.anonymous()
                .header("Authorization", "Bearer " + reader)
                .get("/investment/v1/projects")
                .then()
                .statusCode(403)
                .body("scope", equalTo("investment:read"));
    }

    @Test
    void credentialsAreOneBearerToken() throws Exception {
        for (String credentials : List.of("Basic eDp5", "Bearer", "Bearer a b", "DPoP x")) {
            Calls.anonymous()
                    .header("Authorization", credentials)
                    .get("/trade/v1/series")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
        }
        String token = StubToken.of("tokens");
        try (RawHttp http = new RawHttp()) {
            assertThat(http.send("GET /trade/v1/series HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                                    + "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void anInvalidTokenIsRefusedOnPagesToo() {
        Calls.anonymous()
                .header("Authorization", "Bearer broken")
                .get("/")
                .then()
                .statusCode(401);
    }

    @Test
    void withoutATokenOneMayReadAndNothingElse() {
        Calls.anonymous().get("/trade/v1/series").then().statusCode(200);
        Calls.anonymous().head("/trade/v1/series").then().statusCode(200);
        String marker = "never-" + System.nanoTime();
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            Calls.anonymous()
                    .request(method, "/investment/v1/" + marker)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", equalTo("Bearer"))
                    .body("type", equalTo("urn:ckep:problem:unauthenticated"));
        }
        assertThat(Calls.reached("investment", marker)).isZero();
    }

    /** A query whose key is longer than an address may be is posted, and asks no more than the same query by GET. */
    @Test
    void aPostedQueryNeedsWhatReadingNeeds() {
        String form = "application/x-www-form-urlencoded";
        String reader = StubToken.with("tokens", claims -> claims.setClaim("scope", "trade:read"));
        String writer = StubToken.with("tokens", claims -> claims.setClaim("scope", "trade:write"));
        String other = StubToken.with("tokens", claims -> claims.setClaim("scope", "policy:read"));
        for (String query : List.of("/trade/sdmx/v1/data/F", "/trade/sdmx/v2/availability/dataflow/CKEP/F")) {
            Calls.anonymous().contentType(form).body("key=A").post(query).then().statusCode(200);
            posted(reader, query).statusCode(200);
            posted(other, query)
                    .statusCode(403)
                    .header("WWW-Authenticate", equalTo("Bearer error=\"insufficient_scope\", scope=\"trade:read\""));
            posted(writer, query).statusCode(403);
            posted("broken", query).statusCode(401);
            for (String method : List.of("PUT", "PATCH", "DELETE")) {
                Calls.anonymous().request(method, query).then().statusCode(401);
            }
        }
        String marker = "never-" + System.nanoTime();
        for (String change : List.of("/trade/sdmx/v1/codelist", "/trade/sdmx/v2/structure", "/trade/sdmx/v1/data/")) {
            Calls.anonymous()
                    .body("key=A")
                    .post(change + "?" + marker)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", equalTo("Bearer"));
            posted(reader, change)
                    .statusCode(403)
                    .header("WWW-Authenticate", equalTo("Bearer error=\"insufficient_scope\", scope=\"trade:write\""));
        }
        assertThat(Calls.reached("trade", marker)).isZero();
    }

    private static ValidatableResponse posted(String token, String path) {
        return Calls.anonymous()
                .header("Authorization", "Bearer " + token)
                .contentType("application/x-www-form-urlencoded")
                .body("key=A")
                .post(path)
                .then();
    }

    /** The key in the address stands for the endpoint, which has no token. */
    @Test
    void anEndpointConsentsWithoutAToken() {
        String subscription = "/subscriptions/v1/8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11";
        Calls.anonymous().post(subscription + "/consent?key=k").then().statusCode(200);
        for (String other : List.of("/pause", "/consent/x", "/consent/")) {
            Calls.anonymous().post(subscription + other).then().statusCode(401);
        }
    }

    @Test
    void unknownKeysDoNotFloodTheIssuer() {
        read(StubToken.of("tokens")).statusCode(200);
        int before = keyFetches();
        for (int i = 0; i < 100; i++) {
            refused(StubToken.ofUnknownKey("tokens"));
        }
        assertThat(keyFetches() - before).isLessThanOrEqualTo(1);
        read(StubToken.of("tokens")).statusCode(200);
    }

    private static int keyFetches() {
        String issuer = ConfigProvider.getConfig().getValue("ckep.test.issuer", String.class);
        return Integer.parseInt(RestAssured.given()
                .port(java.net.URI.create(issuer).getPort())
                .get(issuer + "/fetches")
                .asString());
    }
}

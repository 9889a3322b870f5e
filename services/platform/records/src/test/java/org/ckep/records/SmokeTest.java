package org.ckep.records;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.*;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = org.ckep.testing.ServersResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "records"))
class SmokeTest {
    @Test
    void all() {
        String maker = org.ckep.testing.Tokens.user("cn-maker");
        String kr = org.ckep.testing.Tokens.user("kr-maker");
        String loader = org.ckep.testing.Tokens.loader();
        given().when().get("/investment/v1/facilities").then().log().all();
        given().auth()
                .oauth2(loader)
                .contentType("application/json")
                .header("Idempotency-Key", "seed:1")
                .body("""
            {"kind":"PRESS","title":"CGTN","publishedOn":"2026-01-04","localIds":[{"scheme":"ckep-seed","value":"SRC-1"}]}""")
                .post("/investment/v1/sources")
                .then()
                .log()
                .all();
        String src = given().auth()
                .oauth2(loader)
                .contentType("application/json")
                .header("Idempotency-Key", "seed:1")
                .body("""
            {"kind":"PRESS","title":"CGTN","publishedOn":"2026-01-04","localIds":[{"scheme":"ckep-seed","value":"SRC-1"}]}""")
                .post("/investment/v1/sources")
                .then()
                .log()
                .all()
                .extract()
                .path("urn");
        given().auth()
                .oauth2(loader)
                .contentType("application/json")
                .body("""
            {"title":{"en":"Xi'an"},"city":"Xi'an","capacity":{"value":"40","unit":"%%"},"sources":["%s"],"guardsNotShown":["g1"],"localIds":[{"scheme":"s","value":"v"}]}""".formatted(src))
                .post("/investment/v1/facilities/register-observed")
                .then()
                .log()
                .all();
        var r = given().auth()
                .oauth2(maker)
                .contentType("application/json")
                .body("""
            {"title":{"en":"Hidden"},"city":"Beijing"}""")
                .post("/investment/v1/facilities")
                .then()
                .log()
                .all()
                .extract();
        String urn = r.path("urn");
        given().auth()
                .oauth2(maker)
                .get("/investment/v1/facilities")
                .then()
                .log()
                .all();
        given().auth()
                .oauth2(maker)
                .queryParam("expand", "record")
                .get("/investment/v1/facilities/" + urn)
                .then()
                .log()
                .all();
        given().auth()
                .oauth2(kr)
                .get("/investment/v1/facilities/" + urn)
                .then()
                .log()
                .all();
        given().auth()
                .oauth2(maker)
                .contentType("application/merge-patch+json")
                .header("If-Match", r.header("ETag"))
                .body("""
            {"title":{"en":"Hidden 2"}}""")
                .patch("/investment/v1/facilities/" + urn)
                .then()
                .log()
                .all();
        given().auth()
                .oauth2(maker)
                .contentType("application/json")
                .header("If-Match", "*")
                .body("""
            {"to":"BUILT"}""")
                .post("/investment/v1/facilities/" + urn + "/transitions")
                .then()
                .log()
                .all();
        given().auth()
                .oauth2(maker)
                .contentType("application/json")
                .header("If-Match", "*")
                .body("""
            {"to":"PLANNED"}""")
                .post("/investment/v1/facilities/" + urn + "/transitions")
                .then()
                .log()
                .all();
        given().auth()
                .oauth2(loader)
                .contentType("application/json")
                .body("""
            {"subject":"urn:ckep:relation:c0a1b2c3-0000-4000-8000-000000000001","attribute":"trade","value":{"type":"quantity","quantity":{"value":"328.08"}},"sources":["%s"],"modality":"MEASURED","sectors":["SEMI"]}""".formatted(src))
                .post("/investment/v1/claims")
                .then()
                .log()
                .all();
        given().get("/investment/v1/claims?sector=SEMI&modality=MEASURED&modality=OPINION&limit=1")
                .then()
                .log()
                .all();
        given().get("/q/openapi").then().log().all();
    }
}

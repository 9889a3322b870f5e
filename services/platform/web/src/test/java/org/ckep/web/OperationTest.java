package org.ckep.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationTest {

    @Test
    void theOpenApiDocumentTellsProblemsHeadersAndTheScheme() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("openapi", equalTo("3.0.3"))
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"))
                .body("components.schemas.Problem.required", hasItems("type", "title", "status", "detail"))
                .body("components.schemas.Decimal.type", equalTo("string"))
                .body("components.schemas", not(hasKey("java.math.BigDecimal")))
                .rootPath("paths.'/fixture/v1/things/orders'.post")
                .body("responses", hasKey("413"))
                .body(
                        "responses.'400'.content.'application/problem+json'.schema.'$ref'",
                        equalTo("#/components/schemas/Problem"))
                .body("parameters.name", hasItems("Idempotency-Key"))
                .body("security", equalTo(java.util.List.of(java.util.Map.of("bearer", java.util.List.of()))))
                .rootPath("paths.'/fixture/v1/things/thing'.put")
                .body("responses", hasKey("412"))
                .body("responses", hasKey("428"))
                .body("responses.'200'.headers", hasKey("ETag"))
                .rootPath("paths.'/fixture/v1/things/thing'.get")
                .body("responses", hasKey("304"))
                .body("responses", hasKey("429"))
                .body("responses.'200'.headers", hasKey("ETag"))
                .body("parameters.name", hasItems("If-None-Match"))
                .rootPath("paths.'/fixture/v1/things'.get")
                .body("parameters.name", hasItems("limit", "after", "prefix", "tag"))
                .body("responses.'200'.headers", hasKey("Link"));
    }

    @Test
    void healthAndMetricsAreOnTheManagementPortAlone() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        given().port(port).get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().port(port).get("/q/metrics").then().statusCode(200).body(notNullValue());
        given().get("/q/health/ready").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
    }
}

package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.OpenApiStructure;
import org.junit.jupiter.api.Test;

/** Of the five services policy is down and partnerships answers 500, with a body that has no end. */
@GatewayTest
class OpenApiTest {

    private static JsonNode merged() throws Exception {
        return new ObjectMapper()
                .readTree(Calls.anonymous()
                        .get("/openapi.json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    @Test
    void oneDocumentTellsOfAllServicesThatAnswer() throws Exception {
        JsonNode document = merged();
        assertThat(document.at("/openapi").asText()).isEqualTo("3.0.3");
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("https://api.ckep.test");
        assertThat(document.at("/servers")).hasSize(1);
        assertThat(document.at("/x-ckep-parts").toString())
                .isEqualTo("{\"trade\":\"ok\",\"investment\":\"ok\",\"partnerships\":\"unavailable\","
                        + "\"policy\":\"unavailable\",\"events\":\"ok\"}");
        List<String> paths = new ArrayList<>();
        document.path("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .containsExactly(
                        "/openapi.json",
                        "/openapi/{service}",
                        "/health",
                        "/trade/v1/things",
                        "/trade/sdmx/v1/data/{flow}",
                        "/investment/v1/things",
                        "/events/v1/things");
    }

    @Test
    void namesOfServicesDoNotCollide() throws Exception {
        JsonNode document = merged();
        JsonNode operation = document.path("paths").path("/trade/v1/things").path("get");
        assertThat(operation.path("tags").toString()).isEqualTo("[\"trade\"]");
        assertThat(operation.path("operationId").asText()).isEqualTo("trade.list");
        assertThat(operation
                        .at("/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/trade.Page");
        assertThat(document.path("components")
                        .path("schemas")
                        .path("investment.Page")
                        .path("description")
                        .asText())
                .isEqualTo("of investment");
        assertThat(document.path("components").path("securitySchemes")).hasSize(1);
        Set<String> operationIds = new HashSet<>();
        document.findValues("operationId")
                .forEach(id -> assertThat(operationIds.add(id.asText())).isTrue());
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    @Test
    void nothingIsInItThatTheGatewayDoesNotLetThrough() throws Exception {
        for (JsonNode document : List.of(
                merged(),
                new ObjectMapper()
                        .readTree(Calls.anonymous().get("/openapi/trade").asString()))) {
            assertThat(names(document.at("/paths/~1trade~1v1~1things"))).containsExactly("get", "post");
            assertThat(document.findValues("servers")).hasSize(1);
            assertThat(document.path("paths").has("/q/inner")).isFalse();
            assertThat(document.path("paths").has("/elsewhere/v1")).isFalse();
        }
    }

    @Test
    void everyOperationTellsOfTokenAndQuota() throws Exception {
        JsonNode document = merged();
        for (JsonNode operation : OpenApiStructure.operations(document)) {
            JsonNode responses = operation.path("responses");
            String id = operation.path("operationId").asText();
            if (id.equals("gateway.health")) {
                continue;
            }
            assertThat(names(responses)).as(id).contains("401", "429");
            if (!id.startsWith("gateway.")) {
                assertThat(names(responses)).as(id).contains("403");
            }
            for (String status : List.of("200", "401", "403", "429")) {
                if (responses.has(status)) {
                    JsonNode response = OpenApiStructure.resolve(document, responses.path(status));
                    assertThat(names(response.path("headers")))
                            .as(id + " " + status)
                            .contains("RateLimit", "RateLimit-Policy");
                }
            }
        }
        JsonNode things = document.at("/paths/~1trade~1v1~1things/get/responses");
        assertThat(things.at("/403/description").asText()).isEqualTo("not yours");
        assertThat(names(things.at("/403/headers"))).contains("WWW-Authenticate");
        assertThat(things.at("/429/$ref").asText()).isEqualTo("#/components/responses/gateway.QuotaExceeded");
        assertThat(document.at("/paths/~1trade~1sdmx~1v1~1data~1{flow}/get/responses/429/$ref")
                        .asText())
                .isEqualTo("#/components/responses/gateway.SdmxRefusal");
        assertThat(names(document.at("/components/responses/gateway.QuotaExceeded/headers")))
                .contains("Retry-After");
    }

    @Test
    void theDocumentIsWhole() throws Exception {
        assertThat(OpenApiStructure.faults(merged())).isEmpty();
    }

    @Test
    void theCheckOfTheDocumentFindsPlantedFaults() throws Exception {
        ObjectNode document = (ObjectNode) merged();
        ObjectNode get = (ObjectNode) document.at("/paths/~1trade~1sdmx~1v1~1data~1{flow}/get");
        get.remove("parameters");
        get.withArray("security").addObject().putArray("unknown");
        get.put("operationId", "trade.list");
        get.withObject("/responses/200").remove("description");
        get.withObject("/responses/404").put("$ref", "#/components/responses/gone");
        assertThat(OpenApiStructure.faults(document))
                .hasSize(5)
                .anyMatch(fault -> fault.contains("{flow}"))
                .anyMatch(fault -> fault.contains("unknown"))
                .anyMatch(fault -> fault.contains("trade.list"))
                .anyMatch(fault -> fault.contains("description"))
                .anyMatch(fault -> fault.contains("gone"));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void anUnchangedDocumentIsNotSentAgain() {
        String tag = Calls.anonymous()
                .get("/openapi.json")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{27}\"");
        Calls.anonymous()
                .header("If-None-Match", tag)
                .get("/openapi.json")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag));
        Calls.anonymous()
                .header("If-None-Match", "\"other\"")
                .get("/openapi.json")
                .then()
                .statusCode(200);
    }

    @Test
    void theBodyOfARefusalIsNotRead() {
        Calls.anonymous().get("/openapi/partnerships").then().statusCode(503);
        assertThat(Calls.reached("partnerships", "openapi")).isPositive();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Calls.open("partnerships", "openapi"))
                .isZero());
    }

    @Test
    void eachServiceHasItsOwnDocument() {
        Calls.anonymous()
                .get("/openapi/trade")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("The service trade"))
                .body("servers[0].url", equalTo("https://api.ckep.test"))
                .body("paths.'/trade/v1/things'.get.operationId", equalTo("list"));
        Calls.anonymous()
                .get("/openapi/policy")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("type", equalTo("urn:ckep:problem:unavailable"));
    }
}

package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ckep.gateway.stub.Calls;
import org.junit.jupiter.api.Test;

/** Of the five services policy is down and partnerships answers 500. */
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

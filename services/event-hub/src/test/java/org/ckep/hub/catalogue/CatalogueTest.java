package org.ckep.hub.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGISTERED = "org.ckep.investment.project.registered.v1";

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonSchema schema(String type) {
        String text = given().get("/events/v1/schemas/" + type)
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .extract()
                .asString();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json(text));
    }

    @Test
    void everyTypeHasNamesInThreeLanguagesAndASchemaAtItsAddress() {
        JsonPath catalogue = given().get("/events/v1/catalog")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Map<String, Object>> types = catalogue.getList("types");
        Pattern form = Pattern.compile("org\\.ckep\\.[a-z]+\\.[a-z_]+\\.[a-z_]+\\.v1");
        assertThat(types).hasSizeGreaterThan(70);
        for (Map<String, Object> type : types) {
            String name = (String) type.get("type");
            assertThat(name).matches(form);
            assertThat(((Map<?, ?>) type.get("title")).keySet().toString()).isEqualTo("[en, ko, zh]");
            URI address = URI.create((String) type.get("dataschema"));
            assertThat(address.isAbsolute()).isTrue();
            given().get(address.getPath()).then().statusCode(200).body("'$id'", equalTo(address.toString()));
        }
        given().get("/events/v1/schemas/org.ckep.no.such.type.v1").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void anEventCarriesTheAddressOfItsSchemaAndItsDataIsValidByIt() {
        String subject = Events.subject();
        String data = "{\"urn\":\"" + subject + "\",\"displayId\":\"CK-PRJ-7KQ4M-C\",\"state\":\"ANNOUNCED\","
                + "\"title\":{\"en\":{\"text\":\"Xi'an plant upgrade\",\"status\":\"ORIGINAL\"}},\"sectors\":[\"SEMI\"]}";
        try (Events.Sender sender = new Events.Sender()) {
            sender.sendNow(new CloudEvent(
                    UUID.randomUUID().toString(),
                    "/investment-projects/public",
                    REGISTERED,
                    subject,
                    null,
                    "application/json",
                    null,
                    new TreeMap<>(Map.of("audience", Audience.PUBLIC.id(), "partitionkey", subject)),
                    data.getBytes(StandardCharsets.UTF_8)));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/events/v1/feed?subject=" + subject)
                                .jsonPath()
                                .getList("")
                                .size()
                        == 1);
        JsonNode event = json(given().get("/events/v1/feed?subject=" + subject).asString())
                .get(0);
        assertThat(event.get("dataschema").asText()).endsWith("/events/v1/schemas/" + REGISTERED);
        assertThat(schema(REGISTERED).validate(event.get("data"))).isEmpty();
    }

    @Test
    void aSchemaRefusesWhatIsNotOfItsType() {
        assertThat(schema(REGISTERED).validate(json("{\"urn\":\"no urn\",\"title\":{}}")))
                .hasSize(2);
        assertThat(schema(REGISTERED).validate(json("{\"displayId\":\"x\"}"))).hasSize(2);
        assertThat(schema("org.ckep.delivery.digest.issued.v1").validate(json("{\"count\":5}")))
                .isNotEmpty();
    }

    @Test
    void theAsyncApiDescriptionHasEachTypeInBothChannelsAndOnlyReferencesThatLeadSomewhere() {
        String text = given().get("/events/v1/asyncapi.json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        JsonNode document = json(text);
        assertThat(document.get("asyncapi").asText()).isEqualTo("3.1.0");
        int types =
                given().get("/events/v1/catalog").jsonPath().getList("types").size();
        assertThat(document.at("/channels/feed/messages")).hasSize(types);
        assertThat(document.at("/channels/webhook/messages")).hasSize(types);
        Set<String> references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(java.util.stream.Collectors.toSet());
        assertThat(references).hasSizeGreaterThan(types);
        references.forEach(reference ->
                assertThat(document.at(reference).isMissingNode()).as(reference).isFalse());
    }
}

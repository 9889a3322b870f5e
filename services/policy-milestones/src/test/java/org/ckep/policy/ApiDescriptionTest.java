package org.ckep.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the service says of itself is complete and true: the examples of bodies are accepted and answered as shown. */
@QuarkusTest
class ApiDescriptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/policy/v1/";

    private static JsonNode served;

    /** One operation of the description. */
    private record Operation(String method, String path, JsonNode json) {
        JsonNode body() {
            return json.path("requestBody").path("content");
        }

        /** Content of the answer where all goes well. */
        JsonNode answer() {
            for (String status : List.of("200", "201")) {
                if (json.path("responses").has(status)) {
                    return json.path("responses").path(status).path("content");
                }
            }
            return JSON.createObjectNode();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<String> registers() {
        return Samples.BODIES.keySet().stream();
    }

    /** Read once: it stays the same as long as the service runs. */
    private static JsonNode description() throws IOException {
        if (served == null) {
            served = JSON.readTree(given().get("/q/openapi?format=json").asString());
        }
        return served;
    }

    /** All operations but those for sources, claims and the audit trail, which the platform's library describes. */
    private static List<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        description().path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation ->
                        operations.add(new Operation(operation.getKey(), path.getKey(), operation.getValue()))));
        operations.removeIf(operation -> operation.path().matches(ROOT + "(sources|claims|audit)(/.*)?"));
        return operations;
    }

    private static JsonNode example(String method, String path, boolean ofTheAnswer) throws IOException {
        for (Operation operation : operations()) {
            if (operation.method().equals(method) && operation.path().equals(ROOT + path)) {
                JsonNode content = ofTheAnswer ? operation.answer() : operation.body();
                return content.elements().next().path("example");
            }
        }
        throw new IllegalArgumentException(method + " " + path);
    }

    @Test
    void everyOperationSaysWhatItDoesTakesAndAnswers() throws IOException {
        List<Operation> operations = operations();
        assertThat(operations).hasSizeGreaterThan(80);
        for (Operation operation : operations) {
            JsonNode json = operation.json();
            assertThat(json.path("summary").asText()).as("%s", operation).isNotBlank();
            assertThat(json.path("description").asText()).as("%s", operation).isNotBlank();
            assertThat(json.path("parameters")).as("%s", operation).allSatisfy(parameter -> assertThat(
                            parameter.path("description").asText())
                    .as(parameter.path("name").asText())
                    .isNotBlank());
            if (Set.of("post", "put", "patch").contains(operation.method())) {
                assertContent(operation, operation.body());
            }
            if (!json.path("responses").has("204")) {
                assertContent(operation, operation.answer());
            }
        }
    }

    private static void assertContent(Operation operation, JsonNode content) {
        assertThat(content.size()).as("media types of %s", operation).isEqualTo(1);
        JsonNode media = content.elements().next();
        assertThat(media.path("schema").size()).as("schema of %s", operation).isPositive();
        assertThat(media.path("example").isMissingNode())
                .as("no example of %s", operation)
                .isFalse();
    }

    @Test
    void everyOperationNamesItsProblems() throws IOException {
        for (Operation operation : operations()) {
            JsonNode responses = operation.json().path("responses");
            List<String> expected = new ArrayList<>(List.of("400", "401", "403", "503"));
            if (operation.path().contains("{id}")) {
                expected.add("404");
            }
            if (!operation.method().equals("get")) {
                expected.addAll(List.of("409", "413", "415", "422"));
            }
            if (operation.method().equals("patch")) {
                expected.addAll(List.of("412", "428"));
            }
            for (String status : expected) {
                assertThat(responses
                                .path(status)
                                .path("content")
                                .path("application/problem+json")
                                .path("schema")
                                .path("$ref")
                                .asText())
                        .as("%s %s", operation, status)
                        .isEqualTo("#/components/schemas/Problem");
            }
        }
    }

    @Test
    void schemasHaveNamesThatSayWhatTheyAre() throws IOException {
        List<String> names = new ArrayList<>();
        description().path("components").path("schemas").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .contains("Links", "Dependencies", "MilestonePatch")
                .noneMatch(name -> name.matches("(View|Both)\\d*"));
    }

    @ParameterizedTest
    @MethodSource("registers")
    void aPatchDemandsNoMember(String register) throws IOException {
        JsonNode schemas = description().path("components").path("schemas");
        String entry = operations().stream()
                .filter(operation -> operation.toString().equals("post " + ROOT + register))
                .map(operation -> operation
                        .body()
                        .path("application/json")
                        .path("schema")
                        .path("$ref")
                        .asText())
                .findFirst()
                .orElseThrow()
                .replace("#/components/schemas/New", "");
        assertThat(schemas.path("New" + entry).path("required").size()).isPositive();
        assertThat(schemas.path(entry + "Patch").has("required")).isFalse();
        assertThat(schemas.path(entry + "Patch").path("properties"))
                .isEqualTo(schemas.path("New" + entry).path("properties"));
    }

    /** What is answered differs from the example only by what the register itself gives to a record. */
    @ParameterizedTest
    @MethodSource("registers")
    void theExampleOfARecordIsAnsweredAsShown(String register) throws IOException {
        ObjectNode body = withReferences(example("post", register, false));
        Response created = post(as("cn-maker"), register, body.toString());
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        JsonNode shown = example("post", register, true);
        ObjectNode answered = (ObjectNode) JSON.readTree(created.asString());
        for (String given : List.of(
                "urn", "displayId", "instrument", "instrumentTitle", "engagement", "engagementTitle", "dueDates")) {
            if (answered.has(given)) {
                assertThat(shown.has(given)).as(given).isTrue();
                answered.set(given, shown.path(given));
            }
        }
        assertThat(answered).isEqualTo(shown);
        assertThat(example("get", register, true).path("data").path(0)).isEqualTo(shown);
        assertThat(example("get", register + "/{id}", true)).isEqualTo(shown);

        String path = register + "/" + created.jsonPath().getString("urn");
        Response changed = patch(
                as("cn-maker"),
                path,
                etag(as("cn-maker"), path),
                example("patch", register + "/{id}", false).toString());
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.jsonPath().getString("title.en.text")).isEqualTo("A clearer title");
    }

    @ParameterizedTest
    @MethodSource("registers")
    void theExampleOfAnObservedRecordIsAccepted(String register) throws IOException {
        ObjectNode body = withReferences(example("post", register + "/register-observed", false));
        assertThat(body.path("sources").size()).isEqualTo(1);
        body.putArray("sources").add(source("PRESS"));
        Response created = post(asLoader(), register + "/register-observed", body.toString());
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    }

    private static ObjectNode withReferences(JsonNode example) {
        ObjectNode body = example.deepCopy();
        for (String type : List.of("instrument", "engagement")) {
            if (body.has(type)) {
                body.put(type, Samples.observed(type + "s").getString("urn"));
            }
        }
        return body;
    }

    /** The other bodies are read without fault, whatever the state of the record says to them. */
    @Test
    void noExampleOfACommandIsMalformed() throws IOException {
        for (Operation operation : operations()) {
            String within = operation.path().replace(ROOT, "");
            if (!within.matches("[a-z]+/\\{id}/[a-z-]+") || operation.method().equals("get")) {
                continue;
            }
            String register = within.split("/", -1)[0];
            String urn = Samples.entered("cn-maker", register, "{'level': 'BILATERAL'}")
                    .getString("urn");
            String path = within.replace("{id}", urn);
            boolean forCheckers = within.matches(".*(transitions|assessments|sign-off)");
            String user = forCheckers ? "cn-checker" : "cn-maker";
            Response answer = as(user).contentType("application/json")
                    .header("If-Match", etag(as(user), register + "/" + urn))
                    .body(operation.body().elements().next().path("example").toString())
                    .request(operation.method().toUpperCase(java.util.Locale.ROOT), ROOT + path);
            assertThat(answer.statusCode())
                    .as("%s: %s", operation, answer.asString())
                    .isIn(200, 201, 409, 422);
        }
    }
}

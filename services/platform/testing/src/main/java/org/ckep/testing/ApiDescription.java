package org.ckep.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The OpenAPI document of the service under test, for tests that compare it with what the service does. */
public final class ApiDescription {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    private ApiDescription(JsonNode document) {
        this.document = document;
    }

    /** The document as it is served now. */
    public static ApiDescription served() {
        try {
            return new ApiDescription(JSON.readTree(given().accept("application/json")
                    .get("/q/openapi?format=json")
                    .asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All operations, such as {@code get projects/{id}}; the API's root is left out. */
    public List<String> operations() {
        List<String> operations = new ArrayList<>();
        paths().fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(
                        method -> operations.add(method + " " + path.getKey().replaceFirst("^" + Api.root(), ""))));
        return operations;
    }

    /** An operation by method and path, such as {@code post projects}; missing where there is none. */
    public JsonNode operation(String name) {
        String[] words = name.split(" ", 2);
        return paths().path(Api.root() + words[1]).path(words[0]);
    }

    /** The body that an operation takes in its first media type. */
    public JsonNode body(String operation) {
        JsonNode content = operation(operation).path("requestBody").path("content");
        return content.isEmpty() ? content.path("none") : content.elements().next();
    }

    /** The example bodies of an operation by their names, as JSON text. */
    public Map<String, String> examples(String operation) {
        Map<String, String> examples = new LinkedHashMap<>();
        body(operation)
                .path("examples")
                .fields()
                .forEachRemaining(example -> examples.put(example.getKey(), text(example.getValue())));
        return examples;
    }

    /** The first example body of an operation. */
    public String example(String operation) {
        return examples(operation).values().stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError(operation + " has no example"));
    }

    private static String text(JsonNode example) {
        JsonNode value = example.path("value");
        return value.isTextual() ? value.asText() : value.toString();
    }

    /** A named schema; missing where there is none. */
    public JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    private JsonNode paths() {
        return document.path("paths");
    }
}

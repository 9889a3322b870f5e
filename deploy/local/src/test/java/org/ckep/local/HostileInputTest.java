package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a caller writes into a parameter or a text that a service's own description names, the service answers and
 * does not fail. Sent to the services themselves, as the gateway would refuse some of it and count the rest.
 */
class HostileInputTest {

    private static final List<String> VALUES = List.of(
            "%00",
            "a%E2%80%AEb",
            "%ED%A0%80",
            "-1",
            "99999999999999999999999999",
            "-999999999-01-01",
            "%27%3B--",
            "%25%5C_",
            "%7B%22a%22%3A%5B%5D%7D",
            "x".repeat(3000));
    private static final List<String> TEXTS = List.of("\u0000", "a\u0000b", "\ud800", "x".repeat(100_000));

    private final SystemUnderTest system = SystemUnderTest.get();
    private final List<String> failures = new ArrayList<>();
    private int asked;

    @ParameterizedTest
    @EnumSource(
            value = Component.class,
            names = {"TRADE", "INVESTMENT", "PARTNERSHIPS", "POLICY", "EVENTS"})
    void noServiceFailsOnHostileInput(Component component) {
        JsonNode description = system.description(component);
        description.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(
                        operation -> attack(component, path.getKey(), operation.getKey(), operation.getValue())));
        assertThat(asked).as("requests sent to %s", component.title()).isGreaterThan(50);
        assertThat(failures).isEmpty();
    }

    private void attack(Component component, String path, String method, JsonNode operation) {
        List<String> queries = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                queries.add(parameter.path("name").asText());
            }
        });
        String known = path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        if (method.equals("get")) {
            for (String value : VALUES) {
                queries.forEach(query -> ask(component, method, known + "?" + query + "=" + value, null, null));
                if (path.contains("{") && value.length() < 1000) {
                    ask(component, method, path.replaceAll("\\{[^}]+}", value), null, null);
                }
            }
        }
        operation.path("requestBody").path("content").fields().forEachRemaining(content -> {
            if (content.getKey().endsWith("json")) {
                examples(content.getValue())
                        .forEach(example -> spoil(
                                example, body -> ask(component, method, known, content.getKey(), body.toString())));
            }
        });
    }

    private void ask(Component component, String method, String pathAndQuery, String mediaType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(system.address(component) + pathAndQuery))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + system.token("kr-maker"))
                .header("Accept", "application/json")
                .method(
                        method.toUpperCase(java.util.Locale.ROOT),
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (mediaType != null) {
            request.header("Content-Type", mediaType).header("If-Match", "\"none\"");
        }
        HttpResponse<String> answer = SystemUnderTest.send(request.build());
        asked++;
        if (answer.statusCode() >= 500 && answer.statusCode() != 501) {
            failures.add(method + " " + shortened(pathAndQuery) + " " + shortened(body) + " → " + answer.statusCode());
        }
    }

    /** Hands on copies of a body, each with one text replaced. */
    private static void spoil(JsonNode example, Consumer<JsonNode> consumer) {
        for (String text : TEXTS) {
            for (int position = 0; ; position++) {
                JsonNode copy = example.deepCopy();
                if (replace(copy, text, position) >= 0) {
                    break;
                }
                consumer.accept(copy);
            }
        }
    }

    /** Replaces the text at a position in the order of reading; answers how many are left to pass, -1 where it did. */
    private static int replace(JsonNode node, String text, int position) {
        int left = position;
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                if (member.getValue().isTextual()) {
                    if (left-- == 0) {
                        object.set(member.getKey(), TextNode.valueOf(text));
                        return -1;
                    }
                } else if ((left = replace(member.getValue(), text, left)) < 0) {
                    return -1;
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isTextual()) {
                    if (left-- == 0) {
                        array.set(i, TextNode.valueOf(text));
                        return -1;
                    }
                } else if ((left = replace(array.get(i), text, left)) < 0) {
                    return -1;
                }
            }
        }
        return left;
    }

    private static List<JsonNode> examples(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples").forEach(example -> examples.add(parsed(example.path("value"))));
        if (content.has("example")) {
            examples.add(parsed(content.path("example")));
        }
        return examples.stream().filter(JsonNode::isObject).toList();
    }

    private static JsonNode parsed(JsonNode example) {
        return example.isTextual() && example.asText().strip().startsWith("{")
                ? SystemUnderTest.parse(example.asText())
                : example;
    }

    private static String shortened(String text) {
        return text == null ? "" : text.length() < 200 ? text : text.substring(0, 200) + "…";
    }
}

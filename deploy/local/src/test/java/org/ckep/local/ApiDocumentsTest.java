package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.documents.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/**
 * {@code docs/api} holds each service's API description as it is served; a change that breaks a client is named, and is
 * written only by {@code -Dckep.write=true -Dckep.write.breaking=true}.
 */
class ApiDocumentsTest {

    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

    @ParameterizedTest
    @EnumSource(
            value = Component.class,
            names = {"TRADE", "INVESTMENT", "PARTNERSHIPS", "POLICY", "EVENTS"})
    void theCommittedDescriptionIsTheServedOne(Component component) throws IOException {
        String served = YAML.writeValueAsString(ordered(SystemUnderTest.get().description(component)));
        String file = "docs/api/" + component.title() + ".yaml";
        Path committed = Repository.path(file);
        if (Files.exists(committed) && !Boolean.getBoolean("ckep.write.breaking")) {
            ChangedOpenApi change = compare(Files.readString(committed), served);
            assertThat(change.isCompatible())
                    .as(
                            "%s: what clients rely on has changed: %s",
                            file,
                            change.getChangedOperations().stream()
                                    .filter(operation -> operation.isIncompatible())
                                    .map(operation -> operation.getHttpMethod() + " " + operation.getPathUrl())
                                    .toList())
                    .isTrue();
        }
        Repository.requireDocument(file, served, getClass());
    }

    /** The comparison sees what it must see. */
    @Test
    void aRemovedParameterIsABreak() throws IOException {
        String before = Files.readString(Repository.path("docs/api/investment-projects.yaml"));
        JsonNode after = YAML.readTree(before);
        ((ArrayNode) after.at("/paths/~1investment~1v1~1projects/get/parameters")).remove(0);
        assertThat(compare(before, YAML.writeValueAsString(after)).isIncompatible())
                .isTrue();
        assertThat(compare(before, before).isUnchanged()).isTrue();
    }

    private static ChangedOpenApi compare(String before, String after) {
        return OpenApiCompare.fromContents(before, after);
    }

    /** Paths, responses and components in the order of their names: the order of their discovery says nothing. */
    private static JsonNode ordered(JsonNode description) {
        ObjectNode copy = description.deepCopy();
        sort(copy, "paths");
        sortResponses(copy.path("paths"));
        if (copy.get("components") instanceof ObjectNode components) {
            components.fieldNames().forEachRemaining(name -> sort(components, name));
        }
        return copy;
    }

    private static void sortResponses(JsonNode node) {
        if (node instanceof ObjectNode operation && operation.get("responses") instanceof ObjectNode) {
            sort(operation, "responses");
        }
        node.forEach(ApiDocumentsTest::sortResponses);
    }

    private static void sort(ObjectNode parent, String name) {
        Map<String, JsonNode> members = new TreeMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = parent.path(name).fields();
        fields.forEachRemaining(field -> members.put(field.getKey(), field.getValue()));
        ObjectNode sorted = parent.objectNode();
        members.forEach(sorted::set);
        parent.set(name, sorted);
    }
}

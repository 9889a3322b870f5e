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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** What a reader wants first; all else follows by name. */
    private static final List<String> READING_ORDER = List.of(
            "openapi",
            "info",
            "servers",
            "tags",
            "paths",
            "components",
            "get",
            "put",
            "post",
            "patch",
            "delete",
            "summary",
            "description",
            "operationId",
            "title",
            "name",
            "in",
            "required",
            "type");

    private static final Comparator<String> READERS = Comparator.<String>comparingInt(
                    member -> READING_ORDER.contains(member) ? READING_ORDER.indexOf(member) : READING_ORDER.size())
            .thenComparing(Comparator.naturalOrder());

    /** Arrays whose order has no meaning. */
    private static final Map<String, Comparator<JsonNode>> SETS = Map.of(
            "parameters",
                    Comparator.comparing((JsonNode parameter) -> List.of("path", "query", "header")
                                    .indexOf(parameter.path("in").asText()))
                            .thenComparing(parameter -> parameter.path("name").asText()),
            "required", Comparator.comparing(JsonNode::asText));

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

    /**
     * The description with its members in the order of {@link #READING_ORDER} and of their names, its parameters in the
     * order of place and name, its required members by name: none of these orders says anything, and the order of
     * discovery changes from one build of the same sources to the next.
     */
    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> members = new TreeMap<>(READERS);
            object.properties().forEach(member -> members.put(member.getKey(), orderedMember(member)));
            ObjectNode ordered = object.objectNode();
            members.forEach(ordered::set);
            return ordered;
        }
        return node instanceof ArrayNode array ? ordered(array, null) : node;
    }

    private static JsonNode orderedMember(Map.Entry<String, JsonNode> member) {
        return member.getValue() instanceof ArrayNode array
                ? ordered(array, SETS.get(member.getKey()))
                : ordered(member.getValue());
    }

    private static ArrayNode ordered(ArrayNode array, Comparator<JsonNode> ofASet) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(element -> elements.add(ordered(element)));
        if (ofASet != null) {
            elements.sort(ofASet);
        }
        return array.arrayNode().addAll(elements);
    }
}

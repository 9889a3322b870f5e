package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Members by their names: the order of their discovery changes from one build of the same sources to the next. */
    private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS))
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    @ParameterizedTest
    @EnumSource(
            value = Component.class,
            names = {"TRADE", "INVESTMENT", "PARTNERSHIPS", "POLICY", "EVENTS"})
    void theCommittedDescriptionIsTheServedOne(Component component) throws IOException {
        String served = YAML.writeValueAsString(SystemUnderTest.get().description(component));
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
}

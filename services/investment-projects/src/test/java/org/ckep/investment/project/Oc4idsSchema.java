package org.ckep.investment.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.resource.InputStreamSource;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The published schema of a project package, and what the standard asks in words alone: ids of projects that stand once, and
 * parties of which each organisation that is referred to is one.
 */
final class Oc4idsSchema {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final JsonNode project;
    private final JsonSchema packages;

    Oc4idsSchema() {
        Path file = PublishedStandard.oc4ids("project-schema.json");
        project = read(PublishedStandard.text(file));
        String known = project.path("id").asText();
        JsonNode schema = read(PublishedStandard.text(PublishedStandard.oc4ids("project-package-schema.json")));
        packages = JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V4,
                        builder -> builder.schemaLoaders(loaders -> loaders.add(address -> {
                            // Whatever else is asked for would be fetched from the network.
                            if (!address.toString().equals(known)) {
                                throw new AssertionError("the schema refers to " + address);
                            }
                            return (InputStreamSource) () -> Files.newInputStream(file);
                        })))
                .getSchema(
                        SchemaLocation.of(schema.path("id").asText()),
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** The codes of each closed list as the schema enumerates them; nothing where it only names the list. */
    TreeMap<String, Set<String>> closedLists() {
        TreeMap<String, Set<String>> lists = new TreeMap<>();
        for (JsonNode holder : project.findParents("openCodelist")) {
            if (holder.path("openCodelist").isBoolean()
                    && !holder.path("openCodelist").asBoolean()) {
                Set<String> codes = new HashSet<>();
                JsonNode listed = holder.has("enum") ? holder : holder.path("items");
                listed.path("enum").forEach(code -> {
                    if (!code.isNull()) {
                        codes.add(code.asText());
                    }
                });
                lists.put(holder.path("codelist").asText(), codes);
            }
        }
        return lists;
    }

    /** Where a package is not what the standard asks for. */
    List<String> violations(String text) {
        JsonNode read = read(text);
        List<String> violations = new ArrayList<>();
        packages.validate(read).forEach(message -> violations.add(message.toString()));
        Set<String> ids = new HashSet<>();
        for (JsonNode one : read.path("projects")) {
            String id = one.path("id").asText();
            if (!ids.add(id)) {
                violations.add(id + ": stands twice");
            }
            List<String> parties = one.path("parties").findValuesAsText("id");
            references(one)
                    .filter(party -> !parties.contains(party))
                    .forEach(party -> violations.add(id + ": refers to " + party + ", who is no party"));
        }
        return violations;
    }

    private static Stream<String> references(JsonNode project) {
        return Stream.of("financingParty", "payer", "payee")
                .flatMap(name -> project.findValues(name).stream())
                .map(reference -> reference.path("id").asText());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

package org.ckep.hub.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The published test kit of CESQL, which is no part of this project: {@code ./mvnw test -pl services/event-hub
 * -Dtest=CesqlKitTest -Dckep.cesql.kit=FOLDER} with the folder of its files.
 */
@EnabledIfSystemProperty(named = "ckep.cesql.kit", matches = ".+", disabledReason = "ckep.cesql.kit names no folder")
class CesqlKitTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Map<String, String> EVENT =
            Map.of("specversion", "1.0", "id", "an-id", "source", "urn:of:somebody", "type", "a.type");

    @TestFactory
    List<DynamicTest> everyCaseComesOutAsPublished() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("ckep.cesql.kit")))) {
            List<DynamicTest> cases = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(CesqlKitTest::cases)
                    .toList();
            assertThat(cases).isNotEmpty();
            return cases;
        }
    }

    private static Stream<DynamicTest> cases(Path file) {
        try {
            JsonNode group = YAML.readTree(file.toFile());
            return StreamSupport.stream(group.path("tests").spliterator(), false)
                    .map(one -> DynamicTest.dynamicTest(
                            group.path("name").asText() + ": "
                                    + one.path("name").asText(),
                            () -> check(one)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(JsonNode one) {
        String expression = one.path("expression").asText();
        String error = one.path("error").asText();
        if (error.equals("parse")) {
            assertThatThrownBy(() -> Cesql.parse(expression)).isInstanceOf(CesqlException.class);
            return;
        }
        Cesql.Result result = Cesql.parse(expression).evaluate(event(one));
        assertThat(result.error()).isEqualTo(error.isEmpty() ? null : fault(error));
        if (one.has("result")) {
            assertThat(result.value()).isEqualTo(value(one.get("result")));
        }
    }

    private static Cesql.Fault fault(String name) {
        return Cesql.Fault.valueOf(name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    private static Object value(JsonNode result) {
        return switch (result.getNodeType()) {
            case BOOLEAN -> result.booleanValue();
            case NUMBER -> result.intValue();
            default -> result.asText();
        };
    }

    private static FilterEvent event(JsonNode one) {
        ObjectNode event = YAML.createObjectNode();
        if (one.has("event")) {
            event.setAll((ObjectNode) one.get("event"));
        } else {
            EVENT.forEach(event::put);
            if (one.has("eventOverrides")) {
                event.setAll((ObjectNode) one.get("eventOverrides"));
            }
        }
        return FilterEvent.of(event.toString().getBytes(StandardCharsets.UTF_8));
    }
}

package org.ckep.investment.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.ckep.testing.ApiDescription;
import org.junit.jupiter.api.Test;

/** Whatever answers a list of rows answers the same rows as a file, with the same filters. */
@QuarkusTest
class EveryListIsAFileTest {
    /** What a file has no need of: it is whole, and its columns are the same for everybody. */
    private static final Set<String> OF_PAGES = Set.of("after", "expand");

    @Test
    void everyListHasItsFileWithTheSameFilters() {
        ApiDescription description = ApiDescription.served();
        List<String> lists = description.operations().stream()
                .filter(operation -> operation.startsWith("get ") && isList(description, operation))
                .toList();
        assertThat(lists).hasSizeGreaterThan(30);
        assertThat(lists).allSatisfy(list -> {
            String file = list + ".csv";
            assertThat(description.operations()).contains(file);
            Set<String> filters = parameters(description, list);
            if (filters.contains("after")) {
                filters.remove("limit");
            }
            filters.removeAll(OF_PAGES);
            assertThat(parameters(description, file)).as("filters of %s", file).isEqualTo(filters);
        });
    }

    private static boolean isList(ApiDescription description, String operation) {
        JsonNode schema = description.operation(operation).at("/responses/200/content/application~1json/schema");
        String name = schema.path("$ref").asText().replaceFirst(".*/", "");
        JsonNode answered = name.isEmpty() ? schema : description.schema(name);
        return answered.at("/properties/data/type").asText().equals("array");
    }

    private static Set<String> parameters(ApiDescription description, String operation) {
        Set<String> names = new TreeSet<>();
        StreamSupport.stream(description.operation(operation).path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .forEach(parameter -> names.add(parameter.path("name").asText()));
        return names;
    }
}

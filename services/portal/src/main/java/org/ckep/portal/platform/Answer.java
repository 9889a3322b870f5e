package org.ckep.portal.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the platform said to one question of a page: a page shows the parts that arrived and names those that did not.
 */
public sealed interface Answer {
    /** The platform answered. */
    record Given(JsonNode body) implements Answer {}

    /** No answer: the source is down or too slow. */
    record Unavailable() implements Answer {}

    /** The words that are searched cannot be searched. */
    record Refused() implements Answer {}

    /** There is nothing at that address for this visitor. */
    record NotFound() implements Answer {}

    /** True where the source could not be asked. */
    default boolean isUnavailable() {
        return this instanceof Unavailable;
    }

    /** What was said, or a missing node where nothing was. */
    default JsonNode content() {
        return this instanceof Given given ? given.body() : MissingNode.getInstance();
    }

    /** The elements of the answer's {@code data}. */
    default <T> List<T> list(Function<JsonNode, T> element) {
        return elements(content().path("data"), element);
    }

    /** The elements of an array; none where the node is something else. */
    static <T> List<T> elements(JsonNode array, Function<JsonNode, T> element) {
        List<T> elements = new ArrayList<>();
        array.forEach(node -> elements.add(element.apply(node)));
        return List.copyOf(elements);
    }

    /** The cursor of the next page, null on the last one. */
    default @Nullable String next() {
        JsonNode next = content().path("next");
        return next.isTextual() ? next.asText() : null;
    }
}

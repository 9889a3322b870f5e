package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import org.ckep.portal.platform.Answer;

/**
 * One part of a page.
 *
 * @param rows what was answered
 * @param unavailable true where its source could not be asked: the page says so and shows the other parts
 */
record Part<T>(List<T> rows, boolean unavailable) {
    static <T> Part<T> of(Answer answer, Function<JsonNode, T> row) {
        return new Part<>(answer.list(row), answer.isUnavailable());
    }
}

package org.ckep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for; a {@code @BeanParam} of list operations. The cursor is the sort key of the last
 * entry that was seen, so that a list may grow between two pages without repeating or losing an entry.
 */
public class PageRequest {
    /** Entries on a page where the request does not say. */
    public static final int DEFAULT_LIMIT = 50;

    /** Most entries on a page. */
    public static final int MAX_LIMIT = 500;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<LinkedHashMap<String, String>> KEY = new TypeReference<>() {};

    @QueryParam("limit")
    @Parameter(description = "Entries on a page", schema = @Schema(minimum = "1", maximum = "500", defaultValue = "50"))
    @Nullable
    Integer limit;

    @QueryParam("after")
    @Parameter(description = "Cursor of the page before, from its member next")
    @Nullable
    String after;

    /** For the REST runtime. */
    public PageRequest() {}

    /** A request by code. */
    public PageRequest(int limit, @Nullable String after) {
        this.limit = limit;
        this.after = after;
    }

    /**
     * Entries on the page.
     *
     * @throws ProblemException where the request asks for less than 1 or more than {@value #MAX_LIMIT}
     */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalidParameter(
                    "limit", "The parameter 'limit' must be from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }

    /**
     * The sort key after which the page begins, empty for the first page.
     *
     * @throws ProblemException where the cursor is none that we gave
     */
    public Map<String, String> after() {
        if (after == null) {
            return Map.of();
        }
        try {
            Map<String, String> key = JSON.readValue(Base64.getUrlDecoder().decode(after), KEY);
            if (key != null && !key.isEmpty()) {
                return key;
            }
        } catch (IllegalArgumentException | IOException unreadable) {
            throw invalidCursor();
        }
        throw invalidCursor();
    }

    /** The answer to a cursor that we did not give, or gave for another list. */
    public static ProblemException invalidCursor() {
        return ProblemException.invalidParameter("after", "The parameter 'after' is not a cursor of this list.");
    }

    /**
     * Cuts a page out of rows of which one more than {@link #limit()} was read.
     *
     * @param rows at most {@code limit() + 1} rows in the order of the list
     * @param key the sort key of a row
     */
    public <T> Page<T> page(List<T> rows, Function<? super T, Map<String, String>> key) {
        int size = limit();
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        List<T> data = rows.subList(0, size);
        return new Page<>(data, cursor(key.apply(data.get(size - 1))));
    }

    /** The opaque form of a sort key. */
    public static String cursor(Map<String, String> key) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(JSON.writeValueAsString(key).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package org.ckep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Applies merge patches (RFC 7396): members given replace, null removes, the rest stays. */
@ApplicationScoped
public class MergePatch {
    /** The media type of a patch, for {@code @Consumes}. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * The patched content, read as strictly as a whole body and valid by its constraints.
     *
     * @param current the changeable content of the record, without what a patch may not touch
     * @param patch the body of the request
     * @throws ProblemException INVALID_VALUE or UNKNOWN_PROPERTY with JSON pointers where the result is not acceptable
     */
    public <T> T apply(T current, JsonNode patch, Class<T> type) {
        if (!patch.isObject()) {
            throw ProblemException.invalid("", "invalid", "A merge patch of a record is a JSON object.");
        }
        return read(merge(json.valueToTree(current), patch), type);
    }

    /**
     * A content that is part of a bigger document, read as strictly as a whole body and valid by its constraints.
     *
     * @throws ProblemException INVALID_VALUE or UNKNOWN_PROPERTY with JSON pointers from the content's own root
     */
    public <T> T read(JsonNode content, Class<T> type) {
        T result;
        try {
            result = json.treeToValue(content, type);
        } catch (JsonProcessingException refused) {
            throw JacksonProblems.toProblem(refused);
        }
        Set<ConstraintViolation<T>> violations = validator.validate(result);
        if (!violations.isEmpty()) {
            ConstraintViolationException failure = new ConstraintViolationException(violations);
            throw ConstraintProblems.toProblem(failure).orElseThrow(() -> failure);
        }
        return result;
    }

    private JsonNode merge(@Nullable JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : json.createObjectNode();
        Iterator<Map.Entry<String, JsonNode>> members = patch.fields();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), merge(result.get(member.getKey()), member.getValue()));
            }
        }
        return result;
    }
}

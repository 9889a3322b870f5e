package org.ckep.partnerships.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import org.ckep.kernel.problem.ProblemException;

/** Changes content by a JSON Merge Patch (RFC 7396): members are replaced, null removes, arrays are replaced whole. */
@ApplicationScoped
public class MergePatch {
    /** The media type of such a patch. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * The content after the patch, read as strictly as a request body.
     *
     * @throws ProblemException INVALID_VALUE where the patch is no object
     * @throws ConstraintViolationException where the result breaks a constraint of its type
     * @throws UnreadablePatchException where the result cannot be read; its cause tells the place
     */
    public <T> T apply(T current, JsonNode patch, Class<T> type) {
        if (!patch.isObject()) {
            throw ProblemException.invalid("", "invalid", "A merge patch is a JSON object.");
        }
        JsonNode merged = merge(json.valueToTree(current), patch);
        T content;
        try {
            content = json.treeToValue(merged, type);
        } catch (JsonProcessingException unreadable) {
            throw new UnreadablePatchException(unreadable);
        }
        Set<ConstraintViolation<T>> violations = validator.validate(content);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return content;
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : members.objectNode();
        members.properties().forEach(member -> {
            String name = member.getKey();
            if (member.getValue().isNull()) {
                result.remove(name);
            } else {
                JsonNode old = result.path(name);
                result.set(name, merge(old, member.getValue()));
            }
        });
        return result;
    }
}

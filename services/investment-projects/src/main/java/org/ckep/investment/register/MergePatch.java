package org.ckep.investment.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

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
        requireValid(content);
        return content;
    }

    /**
     * Checks the constraints of content that was not read as a body by itself.
     *
     * @throws ConstraintViolationException where it breaks one
     */
    public <T> void requireValid(T content) {
        Set<ConstraintViolation<T>> violations = validator.validate(content);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    /** The patch without some of its members, for those that are no content. */
    public static JsonNode without(JsonNode patch, String... names) {
        return patch instanceof ObjectNode members ? members.deepCopy().without(List.of(names)) : patch;
    }

    /**
     * One member of the patch by itself.
     *
     * @return null where the patch does not have it or removes it
     * @throws UnreadablePatchException where it cannot be read
     */
    public <T> @Nullable T member(JsonNode patch, String name, Class<T> type) {
        try {
            return patch.hasNonNull(name) ? json.treeToValue(patch.get(name), type) : null;
        } catch (JsonProcessingException unreadable) {
            throw new UnreadablePatchException(
                    JsonMappingException.wrapWithPath(unreadable, new JsonMappingException.Reference(patch, name)));
        }
    }

    /** The names of the members in which two contents differ, in the order of the content. */
    public <T> List<String> changed(T before, T after) {
        JsonNode old = json.valueToTree(before);
        JsonNode now = json.valueToTree(after);
        Set<String> names = new LinkedHashSet<>();
        old.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !old.path(name).equals(now.path(name)))
                .toList();
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

package org.ckep.investment.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;

/** What the features of this service do with the content of their records beside patching it. */
@ApplicationScoped
public class Contents {
    private final ObjectMapper json;
    private final Validator validator;

    Contents(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
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

    /** The sources of one record out of those that were found, in the record's order. */
    public static List<Source> pick(Map<Urn, Source> found, List<Urn> urns) {
        return urns.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}

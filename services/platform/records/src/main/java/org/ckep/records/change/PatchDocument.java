package org.ckep.records.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads and applies JSON Patches (RFC 6902) of agreed values. The operations themselves are Jakarta JSON Processing's. */
@ApplicationScoped
class PatchDocument {
    private static final int MOST_OPERATIONS = 100;
    private static final Set<String> OPERATIONS = Set.of("add", "remove", "replace", "move", "copy", "test");
    private static final Set<String> MEMBERS = Set.of("op", "path", "from", "value");

    private final ObjectMapper json;

    PatchDocument(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The agreed values after the patch.
     *
     * @throws ProblemException CHANGE_PATCH where it is none or does not apply; CHANGE_PATH where it names anything but
     *     agreed values: another attribute of the record is refused like one that does not exist
     */
    ObjectNode apply(FieldPolicy policy, ObjectNode core, JsonNode patch) {
        if (!patch.isArray() || patch.size() > MOST_OPERATIONS) {
            throw refuse(
                    "/patch", "A patch is a list of at most " + MOST_OPERATIONS + " operations, as RFC 6902 has them.");
        }
        JsonObject document = jakarta(core).asJsonObject();
        for (int i = 0; i < patch.size(); i++) {
            String pointer = "/patch/" + i;
            requireOperation(patch.get(i), pointer);
            requireAgreed(policy, patch.get(i), "path", pointer);
            requireAgreed(policy, patch.get(i), "from", pointer);
            requireExact(patch.get(i).path("value"), pointer + "/value");
            document = apply(document, patch.get(i), pointer);
        }
        return (ObjectNode) jackson(document.toString());
    }

    private static void requireOperation(JsonNode operation, String pointer) {
        String op = operation.path("op").asText("");
        if (!operation.isObject() || !OPERATIONS.contains(op)) {
            throw refuse(pointer + "/op", "An operation has an op: add, remove, replace, move, copy or test.");
        }
        operation.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw refuse(pointer + "/" + name, "An operation has the members op, path, from and value alone.");
            }
        });
        boolean needsValue = op.equals("add") || op.equals("replace") || op.equals("test");
        if (needsValue && !operation.has("value")) {
            throw refuse(pointer + "/value", "The operation " + op + " needs a value.");
        }
        if ((op.equals("move") || op.equals("copy")) && !operation.has("from")) {
            throw refuse(pointer + "/from", "The operation " + op + " needs a from.");
        }
        if (!operation.path("path").isTextual()) {
            throw refuse(pointer + "/path", "An operation has a path, a JSON pointer.");
        }
    }

    private static void requireAgreed(FieldPolicy policy, JsonNode operation, String member, String pointer) {
        if (!operation.has(member)) {
            return;
        }
        String path = operation.path(member).asText("");
        int end = path.indexOf('/', 1);
        String attribute = path.startsWith("/") ? path.substring(1, end < 0 ? path.length() : end) : "";
        if (!policy.isAgreed(attribute)) {
            List<String> agreed =
                    policy.attributes().stream().filter(policy::isAgreed).toList();
            String message = "A path begins with an agreed value of the record: " + String.join(", ", agreed) + ".";
            throw new ProblemException(ChangeProblem.CHANGE_PATH, message)
                    .withErrors(FieldError.at(pointer + "/" + member, ChangeProblem.CHANGE_PATH.slug(), message));
        }
    }

    /** Canonical JSON knows doubles only: with more digits two contents would have one hash. */
    static void requireExact(JsonNode value, String pointer) {
        if (value.isNumber()) {
            BigDecimal exact = value.decimalValue();
            double binary = exact.doubleValue();
            if (Double.isInfinite(binary) || new BigDecimal(Double.toString(binary)).compareTo(exact) != 0) {
                throw refuse(pointer, "A number of this many digits is written as a string.");
            }
        }
        if (value.isObject()) {
            value.fields().forEachRemaining(member -> requireExact(member.getValue(), pointer + "/" + member.getKey()));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            requireExact(value.get(i), pointer + "/" + i);
        }
    }

    private JsonObject apply(JsonObject document, JsonNode operation, String pointer) {
        try {
            return Json.createPatchBuilder(
                            Json.createArrayBuilder().add(jakarta(operation)).build())
                    .build()
                    .apply(document);
        } catch (JsonException doesNotApply) {
            throw refuse(pointer, mismatch(document, operation));
        }
    }

    private static String mismatch(JsonObject document, JsonNode operation) {
        String path = operation.path("path").asText();
        int end = path.indexOf('/', 1);
        String attribute = path.substring(1, end < 0 ? path.length() : end);
        return end > 0 && !document.containsKey(attribute)
                ? "The agreed values have no '" + attribute
                        + "', as where a list is empty, so there is nothing inside it to "
                        + operation.path("op").asText() + "; the operation 'add' with the path '/" + attribute
                        + "' sets the whole of it."
                : "The operation does not apply to the agreed values: its path leads nowhere, or its test fails.";
    }

    private static ProblemException refuse(String pointer, String message) {
        return new ProblemException(ChangeProblem.CHANGE_PATCH, message)
                .withErrors(FieldError.at(pointer, ChangeProblem.CHANGE_PATCH.slug(), message));
    }

    /** The names of the agreed values in which two cores differ, in the order of the policy. */
    static List<String> changed(FieldPolicy policy, JsonNode before, JsonNode after) {
        List<String> names = new ArrayList<>();
        for (String attribute : policy.attributes()) {
            if (policy.isAgreed(attribute) && !before.path(attribute).equals(after.path(attribute))) {
                names.add(attribute);
            }
        }
        return names;
    }

    private JsonStructure jakarta(JsonNode node) {
        try (JsonReader reader = Json.createReader(new StringReader(text(node)))) {
            return reader.read();
        }
    }

    JsonNode jackson(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("stored JSON cannot be read", ours);
        }
    }

    @Nullable
    JsonNode jacksonOrNull(@Nullable String text) {
        return text == null ? null : jackson(text);
    }

    /** A proposed figure as it is stored, null for none. */
    @Nullable
    ProposedFigure figure(@Nullable String text) {
        SignedFigure signed = signed(text);
        return signed == null ? null : new ProposedFigure(signed.attribute(), signed.value());
    }

    @Nullable
    SignedFigure signed(@Nullable String text) {
        JsonNode stored = jacksonOrNull(text);
        return stored == null
                ? null
                : new SignedFigure(stored.path("attribute").textValue(), stored.get("agreed"), stored.get("value"));
    }

    String text(Object node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("what is signed cannot be written as JSON", ours);
        }
    }
}

package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.Procedure;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Values;
import org.ckep.portal.signing.SignedAct;

/** What a form sends to the register, and where in the form a refusal of it belongs. */
final class ChangeDraft {
    private static final String EVIDENCE = "evidence";
    /** The field of the figure that it is about, where it is not about the record. */
    static final String FIGURE = "figure";

    private static final String ATTRIBUTE = "attribute";
    /** The field of the objections that it settles. */
    static final String SETTLES = "settles";
    /** The field of the procedure, which is sent only where silence is to be consent. */
    static final String PROCEDURE = "procedure";

    /** Fields of which a fault is about all of what was chosen. */
    private static final Set<String> WHOLE = Set.of(EVIDENCE, SETTLES, PROCEDURE);

    private final ObjectNode content;
    private final List<String> patched;
    private final Values values;

    private ChangeDraft(ObjectNode content, List<String> patched, Values values) {
        this.content = content;
        this.patched = patched;
        this.values = values;
    }

    /** What the agreed values are called that a form was made on: other values have another mark. */
    static String mark(ObjectNode agreed) {
        return ChangeHash.of(agreed.toString());
    }

    /**
     * Reads a form.
     *
     * @param agreed the agreed values that it was made on
     * @param chosen the values that it holds
     */
    static ChangeDraft of(Sent sent, ObjectNode agreed, List<String> chosen, boolean makesJoint) {
        Values values = new Values();
        List<String> patched = new ArrayList<>();
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        for (String attribute : chosen) {
            JsonNode base = agreed.path(attribute);
            JsonNode value = attribute.equals(ProjectForm.STEP)
                    ? base
                    : values.read(ProjectForm.shape(attribute), attribute, sent, base);
            if (!value.equals(base)) {
                ObjectNode operation = patch.addObject()
                        .put("op", value.isMissingNode() ? "remove" : "add")
                        .put("path", "/" + attribute);
                if (!value.isMissingNode()) {
                    operation.set("value", value);
                }
                patched.add(attribute);
            }
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.set("patch", patch);
        if (makesJoint) {
            content.put("makesJoint", true);
        }
        put(content, ProjectForm.STEP, step(values, sent, chosen));
        giveReasons(content, values, sent);
        List<String> settles = sent.all(SETTLES);
        if (!settles.isEmpty()) {
            ArrayNode settled = content.putArray(SETTLES);
            settles.forEach(settled::add);
        }
        if (sent.text(PROCEDURE).equals(Procedure.SILENCE.name())) {
            content.put(PROCEDURE, Procedure.SILENCE.name());
        }
        return new ChangeDraft(content, List.copyOf(patched), values);
    }

    /**
     * Reads the form of a figure that both sides agree on for themselves, which changes nothing else.
     *
     * @param base the value that it was made on
     */
    static ChangeDraft ofFigure(Sent sent, String attribute, JsonNode base) {
        Values values = new Values();
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        put(
                content.putObject(FIGURE).put(ATTRIBUTE, attribute),
                "value",
                values.read(ProjectForm.shape(attribute), attribute, sent, base));
        giveReasons(content, values, sent);
        return new ChangeDraft(content, List.of(), values);
    }

    private static void giveReasons(ObjectNode content, Values values, Sent sent) {
        put(content, SignedAct.REASON, SignedAct.reason(values, sent, SignedAct.REASON));
        ArrayNode evidence = content.putArray(EVIDENCE);
        sent.all(EVIDENCE).forEach(evidence::add);
    }

    private static JsonNode step(Values values, Sent sent, List<String> chosen) {
        return chosen.contains(ProjectForm.STEP)
                ? values.read(ProjectForm.shape(ProjectForm.STEP), ProjectForm.STEP, sent, MissingNode.getInstance())
                : MissingNode.getInstance();
    }

    private static void put(ObjectNode content, String member, JsonNode value) {
        if (!value.isMissingNode()) {
            content.set(member, value);
        }
    }

    /** The body of the request. */
    ObjectNode content() {
        return content;
    }

    /** The faults by the field that each is about; what belongs to none stands at the empty name. */
    Map<String, List<Fault>> byField(List<Fault> faults) {
        return Fault.byField(faults, this::field);
    }

    private String field(String pointer) {
        String[] steps = pointer.substring(1).split("/", 3);
        if (steps[0].equals("patch")) {
            return steps.length > 1 ? patched(steps[1], steps.length > 2 ? steps[2] : "") : "";
        }
        if (steps[0].equals(FIGURE)) {
            String rest = steps.length > 2 ? "/" + steps[2] : "";
            return nearest(content.path(FIGURE).path(ATTRIBUTE).asText(), rest);
        }
        String rest = pointer.substring(1 + steps[0].length());
        boolean held = ProjectForm.knows(steps[0]) || steps[0].equals(SignedAct.REASON);
        return WHOLE.contains(steps[0]) ? steps[0] : held ? nearest(steps[0], rest) : "";
    }

    private String patched(String operation, String rest) {
        if (!operation.matches("\\d{1,3}") || Integer.parseInt(operation) >= patched.size()) {
            return "";
        }
        String attribute = patched.get(Integer.parseInt(operation));
        return rest.startsWith("value") ? nearest(attribute, rest.substring("value".length())) : attribute;
    }

    /** The field itself, or where a pointer leads deeper or less deep than the fields do, the one around it. */
    private String nearest(String name, String pointer) {
        if (ProjectForm.knows(name)) {
            return values.nearest(ProjectForm.shape(name), name, pointer);
        }
        String field = values.nearest(SignedAct.REASONS, name, pointer);
        return field.equals(SignedAct.REASON) ? SignedAct.REASON + ".en" : field;
    }
}

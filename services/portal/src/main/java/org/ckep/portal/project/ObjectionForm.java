package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.FieldSet;
import org.ckep.portal.form.Line;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Shape;
import org.ckep.portal.form.Values;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.signing.SignedAct;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The form of an objection: to which agreed value, or to the whole record, and why.
 *
 * @param action where it is sent
 * @param elsewhere faults that are about no field
 * @param key what makes it one objection, however often it is sent
 * @param refusal why it was not prepared, null where it was not refused
 */
record ObjectionForm(
        ProjectRow project,
        String action,
        List<Line> subject,
        List<Line> reason,
        List<Fault> elsewhere,
        String key,
        @Nullable Refusal refusal) {
    /** The field of what is contested. */
    static final String ATTRIBUTE = "attribute";

    /** What stands in that field where it is the whole record. */
    static final String RECORD = "record";

    private static final String REASON = SignedAct.REASON;
    private static final Shape SUBJECTS = Shape.choice(
            "agreed",
            Stream.concat(Stream.of(RECORD), ProjectForm.attributes().stream()).toList());
    private static final String SUBJECT_NEEDED = "objection-subject-needed";
    private static final String REASON_NEEDED = "change-reason-needed";

    /** Both sides read it in their own language. */
    private static final List<String> LANGUAGES = List.of("zh-Hans", "ko");

    private static final Shape REASONS = new Shape.Keyed("language", LANGUAGES, Shape.of(Shape.Kind.WORDS));

    static ObjectionForm of(JsonNode project, Sent sent, @Nullable Refusal refusal, Wording words) {
        ProjectRow row = ProjectRow.of(project, words);
        Map<String, List<Fault>> faults =
                refusal == null ? Map.of() : Fault.byField(refusal.faults(), ObjectionForm::field);
        FieldSet fields = new FieldSet(words, Map.of(), sent, faults);
        return new ObjectionForm(
                row,
                row.address() + "/objections/new",
                fields.lines(SUBJECTS, ATTRIBUTE, words.label("input", "contested")),
                fields.lines(REASONS, REASON, words.label("input", REASON)),
                faults.getOrDefault("", List.of()),
                Sent.newKey(),
                refusal);
    }

    /** The body of the request. */
    static ObjectNode content(Sent sent) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        if (!sent.text(ATTRIBUTE).equals(RECORD)) {
            content.put(ATTRIBUTE, sent.text(ATTRIBUTE));
        }
        content.set(REASON, new Values().read(REASONS, REASON, sent, MissingNode.getInstance()));
        return content;
    }

    /**
     * What has to be filled in before the register is asked, null where everything is: nobody withdraws his consent to a
     * whole record by leaving a field empty.
     */
    static @Nullable Refusal missing(Sent sent, Wording words) {
        SequencedMap<String, String> lacking = new LinkedHashMap<>();
        if (!sent.has(ATTRIBUTE)) {
            lacking.put("/" + ATTRIBUTE, SUBJECT_NEEDED);
        }
        LANGUAGES.stream()
                .filter(language -> !sent.has(REASON + "." + language))
                .forEach(language -> lacking.put("/" + REASON + "/" + language, REASON_NEEDED));
        return Refusal.lacking(lacking, words);
    }

    private static String field(String pointer) {
        String[] steps = pointer.substring(1).split("/", -1);
        return switch (steps[0]) {
            case ATTRIBUTE -> ATTRIBUTE;
            case REASON ->
                REASON + "." + (steps.length > 1 && LANGUAGES.contains(steps[1]) ? steps[1] : LANGUAGES.getFirst());
            default -> "";
        };
    }
}

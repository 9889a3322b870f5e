package org.ckep.portal.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.FieldSet;
import org.ckep.portal.form.Line;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Shape;
import org.ckep.portal.form.Values;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Something that the visitor can do now with what four persons sign.
 *
 * @param code the act in addresses
 * @param explanation what follows from it
 * @param lines the fields of its reason, none where it needs none
 */
public record SignedAct(String code, String name, String explanation, List<Line> lines) {
    /** Acts that are carried out from the page of what is signed. */
    public static final List<String> PLAIN =
            List.of("submit", "propose", "review", "agree", "return", "dismiss", "reject", "withdraw");

    private static final List<String> EXPLAINED = List.of("return", "dismiss", "reject");

    /** The field of the reason. */
    public static final String REASON = "reason";

    /** How a reason is entered. */
    public static final Shape REASONS = Shape.languages(Shape.of(Shape.Kind.WORDS));

    /** What was sent last, and what came of it; no act where none was refused. */
    public record Attempt(String act, Sent sent, @Nullable Refusal refusal, JsonNode problem, String done) {
        /** Nothing was refused. */
        public static Attempt none(String done) {
            return new Attempt("", Sent.nothing(), null, MissingNode.getInstance(), done);
        }

        private List<Fault> faults() {
            return refusal == null
                    ? List.of()
                    : refusal.faults().isEmpty() ? List.of(new Fault(null, refusal.title(), "")) : refusal.faults();
        }
    }

    /** True for acts that end it or send it back. */
    public boolean isEnding() {
        return saysWhy(code) || code.equals("withdraw");
    }

    private static boolean saysWhy(String act) {
        return EXPLAINED.contains(act);
    }

    /**
     * Those that are open to the visitor.
     *
     * @param signed what is signed, which names the acts that are allowed
     * @param notes the list of labels that explain them, before those of change sets
     */
    public static List<SignedAct> of(JsonNode signed, String notes, Attempt attempt, Wording words) {
        List<String> allowed = new ArrayList<>();
        signed.path("allowed").forEach(act -> allowed.add(act.asText()));
        return PLAIN.stream()
                .filter(allowed::contains)
                .map(act -> act.equals(attempt.act())
                        ? of(signed, act, notes, attempt.sent(), attempt.faults(), words)
                        : of(signed, act, notes, Sent.nothing(), List.of(), words))
                .toList();
    }

    private static SignedAct of(
            JsonNode signed, String act, String notes, Sent sent, List<Fault> faults, Wording words) {
        return new SignedAct(
                act,
                Terms.label(signed, "change-act", act, words),
                words.label(notes, "change-act-note", act),
                // Several acts stand on one page: each has fields of its own name.
                saysWhy(act)
                        ? new FieldSet(words, Map.of(), sent, byField(act, faults))
                                .lines(REASONS, act + "." + REASON, words.label("input", REASON))
                        : List.of());
    }

    /** Every fault of an act that is not about the content is about its reason. */
    private static Map<String, List<Fault>> byField(String act, List<Fault> faults) {
        return faults.isEmpty() ? Map.of() : Map.of(act + "." + REASON + ".zh-Hans", faults);
    }

    /** The body of an act: the hash that stood on the page that the visitor has read, and what he says about it. */
    public static JsonNode body(String act, Sent sent) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (sent.has("hash")) {
            body.put("hash", sent.text("hash"));
        }
        if (saysWhy(act)) {
            JsonNode reason = reason(new Values(), sent, act + "." + REASON);
            if (!reason.isMissingNode()) {
                body.set(REASON, reason);
            }
        }
        return body;
    }

    /** What was said in some languages; a missing node where nothing was. */
    public static JsonNode reason(Values values, Sent sent, String name) {
        return values.read(REASONS, name, sent, MissingNode.getInstance());
    }
}

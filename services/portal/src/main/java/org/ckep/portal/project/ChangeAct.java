package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.FieldSet;
import org.ckep.portal.form.Line;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Shape;
import org.ckep.portal.wording.Wording;

/**
 * Something that the visitor can do with a change set now.
 *
 * @param code the act in addresses
 * @param explanation what follows from it
 * @param lines the fields of its reason, none where it needs none
 */
record ChangeAct(String code, String name, String explanation, List<Line> lines) {
    /** Acts whose content is a form of its own. */
    static final List<String> WITH_CONTENT = List.of("edit", "counter");

    /** Acts that are carried out from the change set's own page. */
    static final List<String> PLAIN =
            List.of("submit", "propose", "review", "agree", "return", "dismiss", "reject", "withdraw");

    private static final List<String> EXPLAINED = List.of("return", "dismiss", "reject");

    /** The field of the reason. */
    static final String REASON = "reason";

    static final Shape REASONS = Shape.languages(Shape.of(Shape.Kind.WORDS));

    /** True for acts that end the change set or send it back. */
    public boolean isEnding() {
        return saysWhy(code) || code.equals("withdraw");
    }

    /** True for acts that say why. */
    static boolean saysWhy(String act) {
        return EXPLAINED.contains(act);
    }

    /**
     * Those that are open to the visitor.
     *
     * @param refused the act that was refused just now, with what was sent; empty for none
     */
    static List<ChangeAct> of(JsonNode change, String refused, Sent sent, List<Fault> faults, Wording words) {
        List<String> allowed = new ArrayList<>();
        change.path("allowed").forEach(act -> allowed.add(act.asText()));
        return PLAIN.stream()
                .filter(allowed::contains)
                .map(act ->
                        act.equals(refused) ? of(act, sent, faults, words) : of(act, Sent.nothing(), List.of(), words))
                .toList();
    }

    private static ChangeAct of(String act, Sent sent, List<Fault> faults, Wording words) {
        return new ChangeAct(
                act,
                words.label("change-act", act),
                words.label("change-act-note", act),
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
}

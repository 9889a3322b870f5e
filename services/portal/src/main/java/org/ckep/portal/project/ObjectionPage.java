package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.kernel.change.ObjectionAction;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * One objection, and what the visitor can do with it.
 *
 * @param explanation what its state means
 * @param key what makes an act one act, however often it is sent
 * @param refusal why the last act was not done, null where none was refused
 * @param done what was done just now, empty for nothing
 */
record ObjectionPage(
        ProjectRow project,
        ObjectionRow objection,
        String explanation,
        List<Act> acts,
        String key,
        @Nullable Refusal refusal,
        String done) {

    /** What the register allows the visitor. */
    record Act(String code, String name, String explanation) {
        public boolean isEnding() {
            return code.equals(ObjectionAction.DROP.code());
        }
    }

    static ObjectionPage of(
            JsonNode project, JsonNode objection, String key, @Nullable Refusal refusal, String done, Wording words) {
        ObjectionRow row = ObjectionRow.of(Addresses.id(project.path("urn").asText()), objection, words);
        return new ObjectionPage(
                ProjectRow.of(project, words),
                row,
                words.label("objection-state-note", row.stateCode()),
                Answer.elements(
                        objection.path("allowed"),
                        act -> new Act(
                                act.asText(),
                                words.label("objection-act", act),
                                words.label("objection-act-note", act))),
                key,
                refusal,
                done);
    }
}

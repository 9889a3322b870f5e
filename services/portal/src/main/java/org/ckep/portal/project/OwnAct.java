package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Wording;

/** What the register allows the visitor to do with what waits for a second person of his side. */
record OwnAct(String code, String name, String explanation) {
    public boolean isEnding() {
        return code.equals("drop");
    }

    /**
     * Those that are open to him.
     *
     * @param words the kind of names under which these acts are explained, such as {@code revision}
     */
    static List<OwnAct> of(JsonNode waiting, String words, Wording wording) {
        return Answer.elements(
                waiting.path("allowed"),
                act -> new OwnAct(
                        act.asText(), wording.label(words + "-act", act), wording.label(words + "-act-note", act)));
    }
}

package org.ckep.portal.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * One side's record of a thing of which the other side has a record too.
 *
 * @param address its page, empty where the visitor may not read it
 * @param title its name, or its URN where the visitor may not read it
 * @param part which part of the thing it is, empty where it is the whole
 */
public record MemberRow(String address, Text title, String side, Text part) {

    static List<MemberRow> of(JsonNode paired, Map<String, ProjectRow> titles, Wording words) {
        return Answer.elements(paired.path("members"), member -> {
            String urn = member.path("project").asText();
            ProjectRow project = titles.get(urn);
            return new MemberRow(
                    project == null ? "" : project.address(),
                    project == null ? words.own(urn) : project.title(),
                    words.label("side", member.path("side")),
                    words.text(member.path("part")));
        });
    }
}

package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * One milestone.
 *
 * @param milestone what a list shows of it
 * @param facts what else is known of it, line by line
 * @param criteria when it counts as met, empty where that is not written down
 * @param assessments what each side declares
 * @param dueDates every due date it has had, oldest first
 * @param origins what it rests on
 * @param unavailable true where the register could not be asked
 */
record MilestonePage(
        MilestoneRow milestone,
        List<Fact> facts,
        Text criteria,
        List<Assessment> assessments,
        List<DueDate> dueDates,
        List<Origin> origins,
        boolean unavailable) {

    /** What one side declares. */
    record Assessment(String side, String assessment, String metOn) {}

    /** A due date and why it was set. */
    record DueDate(String due, String reason) {}

    static MilestonePage of(Answer answer, Origins origins, Wording words) {
        JsonNode milestone = answer.content();
        return new MilestonePage(
                MilestoneRow.of(milestone, words),
                facts(milestone, words),
                words.text(milestone.path("criteria")),
                Answer.elements(
                        milestone.path("assessments"),
                        one -> new Assessment(
                                words.label("side", one.path("side")),
                                words.label("assessment", one.path("assessment")),
                                words.date(one.path("metOn")))),
                Answer.elements(
                        milestone.path("dueDates"),
                        one -> new DueDate(
                                words.date(one.path("due")), one.path("reason").asText(""))),
                origins.of(milestone),
                answer.isUnavailable());
    }

    private static List<Fact> facts(JsonNode milestone, Wording words) {
        int slips = milestone.path("slips").asInt();
        return new Fact.Facts()
                .with(words.label("fact", "start"), words.date(milestone.path("start")))
                .with(
                        words.label("fact", "met-on"),
                        Missing.or(words.date(milestone.path("metOn")), milestone, "metOn", words))
                .with(words.label("fact", "slips"), slips == 0 ? "" : Integer.toString(slips))
                .with(
                        words.label("fact", "end-reason"),
                        milestone.path("endReason").asText(""))
                .list();
    }
}

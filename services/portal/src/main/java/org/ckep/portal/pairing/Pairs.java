package org.ckep.portal.pairing;

import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Role;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.wording.Wording;

/**
 * What of a project's page is about other records of the same thing.
 *
 * @param members the records of its group, empty where it is in none that the visitor may know of
 * @param counted whose records of the group count in reports
 * @param since when both sides had agreed
 * @param candidates records that may be of the same thing, the likeliest first
 * @param pairings what is or was proposed of it
 * @param draftAddress where a maker drafts a pairing, empty where he cannot
 * @param drafts what he drafts there: {@code PAIR} or {@code UNPAIR}
 */
public record Pairs(
        List<MemberRow> members,
        String counted,
        String since,
        List<CandidateRow> candidates,
        List<PairingRow> pairings,
        String draftAddress,
        String drafts) {

    static Pairs of(
            String id,
            Answer group,
            Answer candidates,
            Answer pairings,
            Map<String, ProjectRow> titles,
            Visitor visitor,
            Wording words) {
        List<MemberRow> members = MemberRow.of(group.content(), titles, words);
        List<CandidateRow> found = CandidateRow.of(candidates, words);
        String drafts = members.isEmpty() ? "PAIR" : "UNPAIR";
        boolean canDraft = visitor.actsAs(Role.MAKER) && !(members.isEmpty() && found.isEmpty());
        return new Pairs(
                members,
                words.label("side", group.content().path("counted")),
                words.moment(group.content().path("pairedAt")),
                found,
                pairings.list(pairing -> PairingRow.of(pairing, words)),
                canDraft ? "/projects/" + id + "/pairings/new" : "",
                drafts);
    }

    /** True where there is nothing to tell the visitor. */
    public boolean isEmpty() {
        return members.isEmpty() && candidates.isEmpty() && pairings.isEmpty();
    }
}

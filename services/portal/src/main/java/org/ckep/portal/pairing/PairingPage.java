package org.ckep.portal.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.signing.SignatureRow;
import org.ckep.portal.signing.SignedAct;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * One pairing: which records are linked or parted, who has signed it, and what the visitor can do with it.
 *
 * @param explanation what its state means
 * @param counted whose records of the group count in reports
 * @param remark what was said when it was returned, dismissed, withdrawn or rejected
 * @param key what makes an act one act, however often it is sent
 * @param refusal why the last act was not done, null where none was refused
 * @param done what was done just now, empty for nothing
 */
record PairingPage(
        PairingRow pairing,
        String explanation,
        List<MemberRow> members,
        String counted,
        List<Text> reason,
        List<Text> remark,
        List<SignatureRow> signatures,
        String hash,
        String proposedAt,
        String closedAt,
        List<SignedAct> acts,
        String key,
        @Nullable Refusal refusal,
        String done) {

    static PairingPage of(JsonNode pairing, Map<String, ProjectRow> titles, SignedAct.Attempt attempt, Wording words) {
        return new PairingPage(
                PairingRow.of(pairing, words),
                words.label(
                        "pairing-state-note",
                        "change-state-note",
                        pairing.path("state").asText()),
                MemberRow.of(pairing, titles, words),
                words.label("side", pairing.path("counted")),
                Wording.inEveryLanguage(pairing.path("reason")),
                Wording.inEveryLanguage(pairing.path("remark")),
                SignatureRow.of(pairing, words),
                pairing.path("hash").asText(),
                words.moment(pairing.path("proposedAt")),
                words.moment(pairing.path("closedAt")),
                SignedAct.of(pairing, "pairing-act-note", attempt, words),
                Sent.newKey(),
                attempt.refusal(),
                attempt.done());
    }
}

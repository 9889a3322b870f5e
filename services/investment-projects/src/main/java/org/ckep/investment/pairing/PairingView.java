package org.ckep.investment.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.change.ChangeSetView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A pairing as it is answered.
 *
 * @param urn permanent name
 * @param side who proposes it
 * @param group the group that it makes or takes apart
 * @param counted the side whose records of the group count in reports
 * @param hash what is signed
 * @param signatures who has signed the hash, by side and function
 * @param draftedAt when its own side began it; told to that side alone
 * @param proposedAt when it was put before the other side
 * @param deadline when it expires
 * @param closedAt when its last state was reached
 * @param remark what was said when it was returned, dismissed, withdrawn or rejected
 * @param allowed the acts that are open to the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Pairing")
record PairingView(
        Urn urn,
        PairingKind kind,
        Side side,
        ChangeState state,
        Urn group,
        Side counted,
        List<PairMember> members,
        LocalizedText reason,
        String hash,
        List<ChangeSetView.SignatureNote> signatures,
        @Nullable Instant draftedAt,
        @Nullable Instant proposedAt,
        @Nullable Instant deadline,
        @Nullable Instant closedAt,
        @Nullable LocalizedText remark,
        List<String> allowed) {

    static PairingView of(StoredPairing pairing, PairingContent content, Viewer viewer, Instant now) {
        ChangeSet change = pairing.toChangeSet();
        ChangeState state = change.stateAt(now);
        boolean own = viewer.side() == pairing.side();
        return new PairingView(
                pairing.urn(),
                content.kind(),
                pairing.side(),
                state,
                content.group(),
                content.counted(),
                content.members(),
                pairing.reason(),
                change.hash(),
                change.signatures().stream()
                        .map(signature -> ChangeSetView.SignatureNote.of(signature, viewer))
                        .toList(),
                own ? pairing.draftedAt() : null,
                change.proposedAt(),
                change.deadline(),
                state == ChangeState.EXPIRED ? change.deadline() : pairing.closedAt(),
                pairing.remark(),
                PairingActs.allowed(change, viewer, now));
    }
}

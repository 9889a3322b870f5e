package org.ckep.investment.pairing;

import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Both sides' own records of one thing.
 *
 * @param urn permanent name
 * @param counted the side whose records of the group count in reports, for whoever reads one of them
 * @param members those that the caller may read
 * @param pairedAt when both sides had agreed
 */
@Schema(name = "PairGroup")
record PairGroupView(Urn urn, Side counted, List<PairMember> members, Instant pairedAt) {
    static PairGroupView of(List<StoredMember> members) {
        StoredMember first = members.getFirst();
        return new PairGroupView(
                PairingContent.group(first.groupId()),
                first.countedSide(),
                members.stream().map(StoredMember::toMember).toList(),
                first.pairedAt());
    }
}

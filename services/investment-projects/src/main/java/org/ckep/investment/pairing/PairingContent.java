package org.ckep.investment.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;

/**
 * What the four persons sign. It names records and nothing of their content: whether two records are of one thing does not
 * depend on a value of either, and a hash over values would tell the other side of changes that it does not see.
 *
 * @param group the group that is made or taken apart
 * @param counted the side whose records of the group count in reports
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PairingContent(PairingKind kind, Urn group, Side counted, List<PairMember> members) {
    /** The type of groups in URNs. */
    static final String GROUP_TYPE = "pair-group";

    PairingContent {
        members = List.copyOf(members);
    }

    List<UUID> ids() {
        return members.stream().map(PairMember::id).toList();
    }

    /** The records of the other side than that member's. */
    List<UUID> opposite(PairMember member) {
        return members.stream()
                .filter(other -> other.side() != member.side())
                .map(PairMember::id)
                .toList();
    }

    static Urn group(UUID id) {
        return new Urn(GROUP_TYPE, id);
    }

    /** The same as it is stored and hashed. */
    String text(ObjectMapper json) {
        return json.valueToTree(this).toString();
    }
}

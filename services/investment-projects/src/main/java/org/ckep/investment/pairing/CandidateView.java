package org.ckep.investment.pairing;

import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A record of the other side that may be of the same thing. Several may, and none is chosen.
 *
 * @param sharedIdentifier true where one names the other by its URN, or both have one id of a third register
 * @param score sum of the weights of its parts
 * @param parts what it consists of
 */
@Schema(name = "PairingCandidate")
record CandidateView(Urn project, LocalizedText title, boolean sharedIdentifier, int score, List<Part> parts) {
    CandidateView {
        parts = List.copyOf(parts);
    }

    @Schema(name = "PairingCandidatePart")
    record Part(CandidatePart part, int weight) {}
}

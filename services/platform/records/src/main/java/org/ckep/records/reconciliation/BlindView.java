package org.ckep.records.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The blind comparison of an attribute, as a side sees it.
 *
 * @param attribute whose values are compared
 * @param optedIn the sides that want it; values are compared only while both do
 * @param commitments what the own side has committed itself to; nothing of the other one's
 * @param outcomes what both were told, one bit for a cycle
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "BlindComparison")
public record BlindView(String attribute, List<Side> optedIn, List<Commitment> commitments, List<Outcome> outcomes) {

    /**
     * A value that the own side has committed itself to.
     *
     * @param cycle the month
     * @param hash SHA-256 over the canonical JSON of attribute, cycle, recordUrn, salt, side and value
     * @param salt that nobody else knows
     * @param committedAt when
     */
    @Schema(name = "BlindCommitment")
    public record Commitment(String cycle, String hash, String salt, Instant committedAt) {}

    /**
     * What came of a cycle.
     *
     * @param cycle the month
     * @param consistent true where all that both state lies within the agreed tolerances; there is no more to be told
     */
    @Schema(name = "BlindOutcome")
    public record Outcome(String cycle, boolean consistent) {}
}

package org.ckep.investment.inconsistency;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hidden value of the own side that cannot be true together with what others read.
 *
 * @param kind what contradicts what
 * @param record what others read
 * @param pair what both are about: of figures as in the reconciliation, of parts the holder's URN
 * @param rule the invariant that would be broken if all were open; absent where two values differ
 * @param hidden the own side's records that others do not read; empty where a figure is hidden
 * @param own what the own side keeps to itself, of rules what all of it comes to
 * @param open what others read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "InternalInconsistency")
public record Inconsistency(
        Kind kind,
        Urn record,
        String pair,
        @Nullable String rule,
        List<Urn> hidden,
        @Schema(implementation = Object.class) JsonNode own,
        @Schema(implementation = Object.class) JsonNode open) {

    /** What contradicts what. */
    @Schema(name = "InconsistencyKind")
    public enum Kind {
        /** A hidden figure and the value that both sides agreed on. */
        AGREED_VALUE,
        /** A hidden figure and the one that the side lets both read. */
        SHOWN_FIGURE,
        /** The phases of a project, hidden ones among them, and its sum (I9). */
        PHASES,
        /** What the side's commitments bind, hidden ones among them, and the sum of their project. */
        COMMITMENTS,
        /** A holder's part in a hidden history and in the one that the side shows. */
        HOLDING,
        /** All direct parts of both histories together (I1). */
        HOLDINGS
    }
}

package org.ckep.records.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the last cycle found of a pair of figures. Both stand side by side; there is no figure made of the two.
 *
 * @param pair what the two figures are figures of
 * @param group the paired records that state them, absent where both stand on the record itself
 * @param reasons why they differ or cannot be compared, as they themselves suggest
 * @param cn what the Chinese side states
 * @param kr what the Korean side states
 * @param delta the Chinese figure less the Korean one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "ReconciliationMatch")
public record MatchView(
        String pair,
        @Nullable Urn group,
        MatchStatus status,
        List<BreakReason> reasons,
        @Schema(implementation = Object.class) @Nullable JsonNode cn,
        @Schema(implementation = Object.class) @Nullable JsonNode kr,
        @Nullable String delta) {
    static MatchView withheld(String attribute, @Nullable Urn group) {
        return new MatchView(attribute, group, MatchStatus.WITHHELD, List.of(), null, null, null);
    }
}

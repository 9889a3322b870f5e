package org.ckep.investment.shareholding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.records.LocalId;

/**
 * A shareholding history that is known from public sources alone.
 *
 * @param entity URN of the organisation whose parts are held
 * @param kind of what they are parts
 * @param statement the first statement, with at least one source
 * @param guardsNotShown what the sources cannot prove
 * @param localIds ids in other registers
 */
record ObservedShareholding(
        @NotNull Urn entity,
        @NotNull ShareholdingKind kind,
        @NotNull @Valid NewStatement statement,
        @Size(max = 20) List<@Pattern(regexp = "[A-Z][A-Z0-9_]{0,39}") String> guardsNotShown,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    ObservedShareholding {
        guardsNotShown = guardsNotShown == null ? List.of() : List.copyOf(guardsNotShown);
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }
}

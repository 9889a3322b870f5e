package org.ckep.investment.shareholding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A shareholding history that the caller's side keeps.
 *
 * @param entity URN of the organisation whose parts are held
 * @param kind of what they are parts
 * @param statement the first statement
 * @param classification who may read it and all its statements; null for the ministries of the own side
 * @param localIds ids in other registers
 */
record NewShareholding(
        @NotNull Urn entity,
        @NotNull ShareholdingKind kind,
        @NotNull @Valid NewStatement statement,
        @Nullable Classification classification,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    NewShareholding {
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }
}

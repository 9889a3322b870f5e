package org.ckep.investment.grievance;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A grievance that the caller's side has received.
 *
 * @param project URN of the project that it is about
 * @param raisedBy the company that raised it
 * @param text what it complains of
 * @param opened when it was raised
 * @param classification SIDE or MINISTRY of the own side; null for SIDE
 * @param sources URNs of sources of this service
 * @param localIds ids in other registers
 */
record NewGrievance(
        @NotNull Urn project,
        @NotNull OrgRef raisedBy,
        @NotNull LocalizedText text,
        @NotNull FuzzyDate opened,
        @Nullable Classification classification,
        @Size(max = 50) List<Urn> sources,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    NewGrievance {
        sources = sources == null ? List.of() : sources.stream().distinct().toList();
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }
}

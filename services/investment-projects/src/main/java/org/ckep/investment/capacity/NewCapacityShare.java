package org.ckep.investment.capacity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A claim of the caller's side. The fields are those of {@link CapacityShareContent}; lists may be left out.
 *
 * @param classification who may read it; null for the ministries of the own side
 * @param localIds ids in other registers
 */
record NewCapacityShare(
        @NotNull Urn site,
        @NotBlank String product,
        @Nullable String sector,
        @NotNull Quantity share,
        @NotNull LocalizedText denominator,
        @NotNull DenominatorScope denominatorScope,
        @Nullable String denominatorCountry,
        @Nullable FuzzyDate period,
        @NotNull Modality modality,
        Map<String, UnknownReason> unknownReasons,
        @NotEmpty List<Urn> sources,
        @Nullable Classification classification,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    NewCapacityShare {
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    CapacityShareContent content() {
        return new CapacityShareContent(
                site,
                product,
                sector,
                share,
                denominator,
                denominatorScope,
                denominatorCountry,
                period,
                modality,
                unknownReasons,
                sources);
    }
}

package org.ckep.partnerships.complementarity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * An assessment of a side's strengths to be registered. The fields are those of {@link ComplementarityContent}.
 *
 * @param classification who may know of it; null for the own side's ministries. An observed record is public
 * @param localIds ids in other registers
 */
record NewComplementarity(
        @NotNull String sector,
        @NotNull Side side,
        @NotEmpty @Size(max = 20) List<@NotNull LocalizedText> strengths,
        @NotNull Modality modality,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds) {

    ComplementarityContent content() {
        return new ComplementarityContent(sector, side, strengths, modality, sources == null ? List.of() : sources);
    }

    List<LocalId> ids() {
        return localIds == null ? List.of() : localIds;
    }
}

package org.ckep.partnerships.ranking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Qualitative;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A rank claim to be registered. The fields are those of {@link RankContent}.
 *
 * @param classification who may know of it; null for the own side's ministries. An observed record is public
 * @param localIds ids in other registers
 */
record NewRankClaim(
        @NotNull Urn orgId,
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{2,59}") String metric,
        @Nullable @Min(1) Integer rank,
        @Nullable Qualitative level,
        @Nullable FuzzyDate asOf,
        @NotNull String sector,
        @NotNull Modality modality,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds) {

    RankContent content() {
        return new RankContent(
                orgId, metric, rank, level, asOf, sector, modality, sources == null ? List.of() : sources);
    }

    List<LocalId> ids() {
        return localIds == null ? List.of() : localIds;
    }
}

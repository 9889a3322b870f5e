package org.ckep.records;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.ClaimValue;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Rank;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * A claim to be recorded. The fields are those of {@link org.ckep.kernel.claim.Claim}.
 *
 * @param sources where it was found, at least one
 * @param rank PREFERRED or NORMAL; null for NORMAL
 * @param asserter who stands behind it; null for the caller's side, or for the source where the caller acts for none
 * @param classification who may read it; null for the ministries of the own side, or for everybody where the source
 *     alone stands behind it
 * @param localIds ids in other registers, null for none
 */
public record NewClaim(
        @NotNull Urn subject,

        @NotNull @Size(max = 80) @Pattern(regexp = "[a-z][a-z0-9]*(-[a-z0-9]+)*")
        String attribute,

        @NotNull ClaimValue value,
        @Nullable FuzzyDate validFrom,
        @Nullable FuzzyDate validTo,
        @NotEmpty @Size(max = 20) List<@NotNull Urn> sources,
        @NotNull Modality modality,
        @Nullable Rank rank,
        @Nullable @Size(max = 20) List<@NotNull @Pattern(regexp = "[A-Z][A-Z0-9]{0,15}") String> sectors,
        @Nullable Asserter asserter,
        @Nullable Classification classification,
        @Nullable Urn supersedes,
        @Nullable List<@Valid LocalId> localIds) {

    /** Who stands behind a claim. */
    public enum Asserter {
        /** The caller's side. */
        SIDE,
        /** Its sources alone; such a claim is public. */
        SOURCE
    }
}

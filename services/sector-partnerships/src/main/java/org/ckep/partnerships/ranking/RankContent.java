package org.ckep.partnerships.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Qualitative;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an organisation's rank; all of it may be changed by a merge patch.
 *
 * @param orgId URN of the organisation
 * @param metric what is ranked, such as EV_BATTERY_INSTALLATION
 * @param rank place, 1 is the first; null where the source gives none. A level is never turned into a number
 * @param level level and words of the source, null where it gives a place alone
 * @param asOf the time that it speaks of, null where not stated
 * @param sector code of the sector
 * @param modality in which mood it is said
 * @param sources what it rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RankContent(
        @NotNull Urn orgId,
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{2,59}") String metric,
        @Nullable @Min(1) Integer rank,
        @Nullable Qualitative level,
        @Nullable FuzzyDate asOf,
        @NotNull String sector,
        @NotNull Modality modality,
        @Size(max = 20) List<@NotNull Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    RankContent {
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    void requireSound() {
        if (rank == null && level == null) {
            throw ProblemException.invalid("/rank", "required", "A rank claim gives a place (rank) or a level.");
        }
    }
}

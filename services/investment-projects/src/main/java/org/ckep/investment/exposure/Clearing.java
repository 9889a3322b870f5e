package org.ckep.investment.exposure;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;

/**
 * The end of an exposure.
 *
 * @param date since when the measure touches its subject no longer
 * @param reason why
 * @param sources URNs of sources of this service; an observed exposure needs a new one
 */
record Clearing(
        @NotNull FuzzyDate date,
        @NotNull LocalizedText reason,
        @Size(max = 50) List<Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    Clearing {
        sources = sources == null ? List.of() : sources.stream().distinct().toList();
    }
}

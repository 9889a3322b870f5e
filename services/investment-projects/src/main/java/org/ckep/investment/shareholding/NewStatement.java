package org.ckep.investment.shareholding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * Who holds what from a date on; it says so of all holders that are known.
 *
 * @param validFrom since when; a date that is not known to the day counts from its first day
 * @param validTo when it ceased to hold, null where it holds until the next statement
 * @param complete true where the holdings are the whole
 * @param holdings all parts that are known
 * @param capitalIncrease the capital that grew with it, null where none did
 * @param project URN of the project by which that happened
 * @param note in words
 * @param sources URNs of sources of this service; an observed history needs a new one for each statement
 */
record NewStatement(
        @NotNull FuzzyDate validFrom,
        @Nullable FuzzyDate validTo,
        boolean complete,
        @NotEmpty @Size(max = 200) List<@Valid @NotNull StatedHolding> holdings,
        @Valid @Nullable CapitalIncrease capitalIncrease,
        @Nullable Urn project,
        @Nullable LocalizedText note,
        @Size(max = 50) List<Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    NewStatement {
        holdings = holdings == null ? List.of() : List.copyOf(holdings);
        sources = sources == null ? List.of() : sources.stream().distinct().toList();
    }
}

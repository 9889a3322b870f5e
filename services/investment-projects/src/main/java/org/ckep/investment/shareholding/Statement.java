package org.ckep.investment.shareholding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who holds what from a date on.
 *
 * @param validFrom since when
 * @param validTo when it ceased to hold, by what was entered or by the next statement; absent where it holds still
 * @param complete true where the holdings are the whole
 * @param holdings all parts that are known
 * @param capitalIncrease the capital that grew with it
 * @param project URN of the project by which that happened
 * @param note in words
 * @param sources URNs of the sources that say it
 * @param side the side that entered it, absent where none did
 * @param recordedAt when it was entered
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "ShareholdingStatement")
record Statement(
        FuzzyDate validFrom,
        @Nullable FuzzyDate validTo,
        boolean complete,
        List<StatedHolding> holdings,
        @Nullable CapitalIncrease capitalIncrease,
        @Nullable Urn project,
        @Nullable LocalizedText note,
        List<Urn> sources,
        @Nullable Side side,
        Instant recordedAt) {

    /** True where it holds on that day, by itself. */
    boolean holdsOn(LocalDate day) {
        return !validFrom.start().isAfter(day)
                && (validTo == null || validTo.start().isAfter(day));
    }

    /** The same, ending where the next one begins. */
    Statement until(FuzzyDate next) {
        boolean endsBefore = validTo != null && !validTo.start().isAfter(next.start());
        return new Statement(
                validFrom,
                endsBefore ? validTo : next,
                complete,
                holdings,
                capitalIncrease,
                project,
                note,
                sources,
                side,
                recordedAt);
    }
}

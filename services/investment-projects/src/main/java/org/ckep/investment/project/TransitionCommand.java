package org.ckep.investment.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * A step that a project shall take, with what the step's guards ask for; what the record shows already may be left out.
 *
 * @param to the state to enter
 * @param date when it happened; becomes the key date that the state implies, or the date since when the state holds
 * @param reason why; demanded for withdrawing, suspending, resuming, cancelling, winding down and closing, and at
 *     completion where the sum paid differs from the committed one
 * @param sources URNs of sources that the step rests on
 * @param filings filings with authorities of the host country
 * @param commitments binding commitments, all in one currency
 * @param holdings the shareholding at commitment; a remainder without holder is an undisclosed one
 * @param paid everything paid so far, in the currency of the commitments
 * @param settlementNote what becomes of money that was paid, where a project is cancelled
 * @param siteState what the project's sites become, where it is wound down or closed
 */
record TransitionCommand(
        @NotNull ProjectStatus to,
        @Nullable FuzzyDate date,
        @Nullable LocalizedText reason,
        @Size(max = 50) List<Urn> sources,
        @Size(max = 20) List<@Valid Filing> filings,
        @Size(max = 50) List<@Valid Commitment> commitments,
        @Size(max = 50) List<@Valid Holding> holdings,
        @Nullable Money paid,
        @Nullable LocalizedText settlementNote,
        @Nullable SiteState siteState) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    TransitionCommand {
        sources = sources == null ? List.of() : List.copyOf(sources);
        filings = filings == null ? List.of() : List.copyOf(filings);
        commitments = commitments == null ? List.of() : List.copyOf(commitments);
        holdings = holdings == null ? List.of() : List.copyOf(holdings);
    }
}

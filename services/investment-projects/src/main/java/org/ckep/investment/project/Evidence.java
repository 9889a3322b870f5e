package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a record and a request show together, for the guards to look at. It holds nothing that the actor may not read, so
 * that no refusal tells of hidden values (rule C9).
 *
 * @param content the content with the step's date and sources applied
 * @param target the state that is entered or held
 * @param stateSince since when it holds, null where not known
 * @param knownSources what all sources are worth, the step's own among them
 * @param stepSources what the sources are worth that the step itself names
 * @param ownSideHosts true where the project lies in the country of the side whose record it is
 * @param observed true where no side stands behind the record
 * @param booked what the ledger says to all who may read the record
 */
record Evidence(
        ProjectContent content,
        ProjectState target,
        @Nullable FuzzyDate stateSince,
        List<Testimony> knownSources,
        List<Testimony> stepSources,
        boolean ownSideHosts,
        boolean observed,
        Bindings bindings,
        BookedSums booked,
        Given given) {

    /** The sum committed by the record or, where that says nothing, by the ledger in the currency of what is paid. */
    Optional<Money> committed() {
        Money paid = bindings.paid();
        return bindings.committed().or(() -> paid == null ? Optional.empty() : booked.committed(paid.currency()));
    }

    /**
     * Filings, commitments, shareholding and payments: those on record with those that the step adds.
     *
     * @param paid everything paid so far, null where nothing is known to be paid
     */
    record Bindings(
            List<Filing> filings,
            List<Commitment> commitments,
            List<Holding> holdings,
            @Nullable Money paid) {
        static final Bindings NONE = new Bindings(List.of(), List.of(), List.of(), null);

        Bindings {
            filings = List.copyOf(filings);
            commitments = List.copyOf(commitments);
            holdings = List.copyOf(holdings);
        }

        /** The sum committed; empty where nothing is. Commitments of one project have one currency. */
        Optional<Money> committed() {
            if (commitments.isEmpty()) {
                return Optional.empty();
            }
            BigDecimal sum = commitments.stream()
                    .map(commitment -> commitment.amount().amount())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return Optional.of(new Money(sum, commitments.getFirst().amount().currency(), null, null));
        }
    }

    /** What a step gives in words and choices. */
    record Given(
            @Nullable LocalizedText reason,
            @Nullable LocalizedText settlementNote,
            @Nullable SiteState siteState) {
        static final Given NOTHING = new Given(null, null, null);
    }
}

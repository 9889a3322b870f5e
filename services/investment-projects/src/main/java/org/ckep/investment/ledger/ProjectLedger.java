package org.ckep.investment.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is committed and paid for a project. Both sides may keep the same promise: so what each keeps, and what public
 * sources say, stands by itself, and so do counts and currencies.
 *
 * @param project URN of the project
 * @param asOf by the value dates up to this day, absent for all
 * @param coverage always {@code visible-only}: the sums are of what the viewer may see, and say nothing of the rest
 * @param data sums by side, basis and currency
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProjectLedger")
record ProjectLedger(Urn project, @Nullable LocalDate asOf, String coverage, List<Total> data) {
    /**
     * One sum.
     *
     * @param side whose word it is, absent for what public sources say
     * @param commitments how many commitments it is made of
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ProjectLedgerTotal")
    record Total(@Nullable Side side, InvestmentBasis basis, String currency, int commitments, Balance balance) {
        private static final Comparator<Total> ORDER = Comparator.comparing(
                        Total::side, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Total::basis)
                .thenComparing(Total::currency);

        private Total inItsCurrency() {
            return new Total(side, basis, currency, commitments, balance.in(currency));
        }

        private Total plus(Balance more) {
            return new Total(side, basis, currency, commitments + 1, balance.plus(more));
        }
    }

    /** What is summed up together. */
    private record Cell(@Nullable Side side, InvestmentBasis basis, String currency) {
        private Total with(Balance first) {
            return new Total(side, basis, currency, 1, first);
        }
    }

    /**
     * The sums of these commitments.
     *
     * @param balances what the transactions of each of them come to by that day
     */
    static ProjectLedger of(
            Urn project, @Nullable LocalDate asOf, List<StoredCommitment> commitments, Map<Urn, Balance> balances) {
        LocalDate day = asOf == null ? LocalDate.MAX : asOf;
        Map<Cell, Total> totals = new HashMap<>();
        for (StoredCommitment commitment : commitments) {
            if (commitment.signedOn().isAfter(day)) {
                continue;
            }
            Cell cell = new Cell(commitment.head().ownerSide(), commitment.basis(), commitment.currency());
            Balance balance = balances.getOrDefault(commitment.urn(), Balance.ZERO);
            totals.merge(cell, cell.with(balance), (before, next) -> before.plus(next.balance()));
        }
        List<Total> data = totals.values().stream()
                .map(Total::inItsCurrency)
                .sorted(Total.ORDER)
                .toList();
        return new ProjectLedger(project, asOf, Coverage.VISIBLE_ONLY, data);
    }
}

package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says to all who may read a project, voice by voice and never across two of them: the evidence of the ledger for
 * a step. What some of the project's readers may not read is no part of it, so that neither a refusal nor a step that was taken
 * tells anybody of it (rule C9).
 *
 * @param sums by side, basis and currency
 */
record BookedSums(List<Sum> sums) {
    static final BookedSums NONE = new BookedSums(List.of());

    /**
     * What one voice says by one count.
     *
     * @param side whose word it is, null for public sources
     * @param named true where whoever is bound is named
     */
    record Sum(
            @Nullable Side side,
            InvestmentBasis basis,
            String currency,
            BigDecimal committed,
            BigDecimal paid,
            boolean named) {
        private Sum plus(Sum other) {
            return new Sum(
                    side, basis, currency, committed.add(other.committed), paid.add(other.paid), named && other.named);
        }
    }

    private record Cell(@Nullable Side side, InvestmentBasis basis, String currency) {}

    static BookedSums of(Stream<BookedCommitment> commitments) {
        Map<Cell, Sum> sums = new LinkedHashMap<>();
        commitments.forEach(one -> sums.merge(
                new Cell(one.side(), one.basis(), one.currency()),
                new Sum(
                        one.side(),
                        one.basis(),
                        one.currency(),
                        one.committed(),
                        one.paid(),
                        one.committed().signum() == 0 || one.party().isNamed()),
                Sum::plus));
        return new BookedSums(List.copyOf(sums.values()));
    }

    /** True where a named party has bound itself. */
    boolean bind() {
        return sums.stream().anyMatch(sum -> sum.named() && sum.committed().signum() > 0);
    }

    /** True where anything was paid. */
    boolean arePaid() {
        return sums.stream().anyMatch(sum -> sum.paid().signum() > 0);
    }

    /** The most that is bound in a currency by any voice; empty where nothing is. */
    Optional<BigDecimal> most(String currency) {
        return sums.stream()
                .filter(sum ->
                        sum.currency().equals(currency) && sum.committed().signum() > 0)
                .map(Sum::committed)
                .max(Comparator.naturalOrder());
    }

    /** The most that is paid in a currency by any voice; nothing where nothing is. */
    BigDecimal paid(String currency) {
        return sums.stream()
                .filter(sum -> sum.currency().equals(currency))
                .map(Sum::paid)
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }

    /** What is bound in a currency, where all voices that have it say the same. */
    Optional<Money> committed(String currency) {
        return only(sums.stream()
                .filter(sum ->
                        sum.currency().equals(currency) && sum.committed().signum() > 0)
                .map(sum -> money(sum.committed(), sum)));
    }

    /**
     * What is paid so far, where all voices that have payments say the same.
     *
     * @param committed what the record says to be committed, of which no more is paid; null where it says nothing
     */
    Optional<Money> paid(@Nullable Money committed) {
        return only(sums.stream().filter(sum -> sum.paid().signum() > 0).map(sum -> money(sum.paid(), sum)))
                .filter(paid -> committed == null
                        || (committed.currency().equals(paid.currency())
                                && paid.amount().compareTo(committed.amount()) <= 0));
    }

    private static Optional<Money> only(Stream<Money> said) {
        List<Money> words = said.distinct().toList();
        return words.size() == 1 ? Optional.of(words.getFirst()) : Optional.empty();
    }

    private static Money money(BigDecimal amount, Sum sum) {
        return new Money(amount, sum.currency(), null, null);
    }
}

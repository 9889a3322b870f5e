package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/** Tallies what investors have bound themselves to. Pure but for what it has counted; not for several threads. */
final class InvestorTally {
    private static final Comparator<Rank> ORDER = Comparator.comparing(
                    Rank::currency, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Rank::committed, Comparator.reverseOrder())
            .thenComparing(Rank::projects, Comparator.reverseOrder())
            .thenComparing(rank -> rank.organisation().toString());

    private final Map<Urn, Integer> unbound = new HashMap<>();
    private final Map<Bond, Sum> sums = new HashMap<>();

    /** What an organisation binds itself to is summed up by currency. */
    record Bond(Urn organisation, String currency) {}

    private static final class Sum {
        private int projects;
        private BigDecimal amount = BigDecimal.ZERO;
    }

    /**
     * One place in the order.
     *
     * @param currency null where nothing is bound
     */
    record Rank(Urn organisation, @Nullable String currency, int projects, BigDecimal committed) {}

    /**
     * Adds a project.
     *
     * @param investors who takes part in it as an investor
     * @param bound what each party has bound itself to in it
     */
    void add(Set<Urn> investors, Map<Bond, BigDecimal> bound) {
        Set<Urn> parties = new HashSet<>();
        bound.forEach((bond, amount) -> {
            parties.add(bond.organisation());
            Sum sum = sums.computeIfAbsent(bond, none -> new Sum());
            sum.projects++;
            sum.amount = sum.amount.add(amount);
        });
        investors.stream()
                .filter(investor -> !parties.contains(investor))
                .forEach(investor -> unbound.merge(investor, 1, Integer::sum));
    }

    /**
     * The first of each currency, and of those who have bound nothing.
     *
     * @param limit how many of each
     */
    List<Rank> first(int limit) {
        List<Rank> all = new ArrayList<>();
        sums.forEach((bond, sum) -> all.add(new Rank(
                bond.organisation(),
                bond.currency(),
                sum.projects,
                new Money(sum.amount, bond.currency(), null, null).amount())));
        unbound.forEach((organisation, projects) -> all.add(new Rank(organisation, null, projects, BigDecimal.ZERO)));
        all.sort(ORDER);
        Map<String, Integer> taken = new HashMap<>();
        return all.stream()
                .filter(rank -> taken.merge(String.valueOf(rank.currency()), 1, Integer::sum) <= limit)
                .toList();
    }
}

package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

    private final Map<Urn, Set<UUID>> takesPart = new HashMap<>();
    private final Map<Urn, Set<UUID>> bound = new HashMap<>();
    private final Map<Key, Sum> sums = new HashMap<>();

    private record Key(Urn organisation, String currency) {}

    private static final class Sum {
        private final Set<UUID> projects = new HashSet<>();
        private BigDecimal amount = BigDecimal.ZERO;
    }

    /**
     * One place in the order.
     *
     * @param currency null where nothing is bound
     */
    record Rank(Urn organisation, @Nullable String currency, int projects, BigDecimal committed) {}

    /** An organisation takes part in a project as an investor. */
    void invests(UUID project, Urn organisation) {
        takesPart.computeIfAbsent(organisation, none -> new HashSet<>()).add(project);
    }

    /** An organisation has bound itself in a project. */
    void binds(UUID project, Urn organisation, BigDecimal amount, String currency) {
        bound.computeIfAbsent(organisation, none -> new HashSet<>()).add(project);
        Sum sum = sums.computeIfAbsent(new Key(organisation, currency), none -> new Sum());
        sum.projects.add(project);
        sum.amount = sum.amount.add(amount);
    }

    /**
     * The first of each currency, and of those who have bound nothing.
     *
     * @param limit how many of each
     */
    List<Rank> first(int limit) {
        List<Rank> all = new ArrayList<>();
        sums.forEach((key, sum) -> all.add(new Rank(
                key.organisation(),
                key.currency(),
                sum.projects.size(),
                new Money(sum.amount, key.currency(), null, null).amount())));
        takesPart.forEach((organisation, projects) -> {
            Set<UUID> unbound = new HashSet<>(projects);
            unbound.removeAll(bound.getOrDefault(organisation, Set.of()));
            if (!unbound.isEmpty()) {
                all.add(new Rank(organisation, null, unbound.size(), BigDecimal.ZERO));
            }
        });
        all.sort(ORDER);
        Map<String, Integer> taken = new HashMap<>();
        return all.stream()
                .filter(rank -> taken.merge(String.valueOf(rank.currency()), 1, Integer::sum) <= limit)
                .toList();
    }
}

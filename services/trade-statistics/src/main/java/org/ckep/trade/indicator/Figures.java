package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ckep.trade.indicator.Dynamics.Flows;
import org.ckep.trade.indicator.IndicatorQuery.Absent;
import org.ckep.trade.indicator.IndicatorQuery.Totals;
import org.jspecify.annotations.Nullable;

/** The figures of a query by the symbols of its formula. */
final class Figures {
    /** Key of what is summed over all products. */
    static final String ALL = "";

    private final IndicatorQuery query;
    private final Map<String, TreeMap<String, Cell>> cells = new HashMap<>();
    private final Map<String, Flows> flows = new HashMap<>();

    /** Figures of one reporter that are there without their value, by symbol and key. */
    private final Map<String, TreeMap<String, Withheld>> withheld = new HashMap<>();

    /** How many such figures the sums over all reporters lack, by symbol and key. */
    private final Map<String, Map<String, Integer>> withheldByOthers = new HashMap<>();

    private int withheldOfLevel;

    /** Of products; formulas ask for them again with every product. */
    private final Map<String, BigDecimal> sums = new HashMap<>();

    Figures(IndicatorQuery query) {
        this.query = query;
    }

    /**
     * Figures without their value.
     *
     * @param reason that of them which says the most
     */
    record Withheld(Reason reason, int figures) {
        Withheld and(Withheld other) {
            return new Withheld(Reason.first(reason, other.reason), figures + other.figures);
        }
    }

    /** Takes in that a slice of one reporter has figures without their value. */
    void withhold(String role, String key, Withheld figures) {
        withheld.computeIfAbsent(role, symbol -> new TreeMap<>()).merge(key, figures, Withheld::and);
    }

    /** Takes in that a sum over all reporters lacks figures: it is the sum of those that are told, and says so. */
    void withholdByOthers(String role, String key, int figures) {
        withheldByOthers.computeIfAbsent(role, symbol -> new HashMap<>()).merge(key, figures, Integer::sum);
    }

    /** Takes in how many of the reporter's products of the level have no value. */
    void withholdOfLevel(int figures) {
        withheldOfLevel += figures;
    }

    /** Why a figure is there without its value, or why one of those that are summed under the key is; null where all have one. */
    @Nullable
    Reason withheld(String role, String key) {
        Withheld figures = withheld.getOrDefault(role, new TreeMap<>()).get(key);
        return figures == null ? null : figures.reason();
    }

    /** The same for everything that slices hold, which what is summed over all of it depends on. */
    @Nullable
    Reason withheldIn(String... roles) {
        return Arrays.stream(roles)
                .flatMap(role -> withheld.getOrDefault(role, new TreeMap<>()).values().stream())
                .map(Withheld::reason)
                .reduce(Reason::first)
                .orElse(null);
    }

    /** The same for trade in all goods, as the query takes it. */
    @Nullable
    Reason withheldInTotal(String role, String products) {
        return query.totals() == Totals.REPORTED ? withheld(role, ALL) : withheldIn(products);
    }

    /** How many products of a slice have no value. */
    int countWithheld(String... roles) {
        return (int) Arrays.stream(roles)
                .flatMap(role -> withheld.getOrDefault(role, new TreeMap<>()).keySet().stream())
                .distinct()
                .count();
    }

    /** How many figures a sum over all reporters lacks, null where it lacks none. */
    @Nullable
    BigDecimal lacking(String role, String key) {
        Integer figures = withheldByOthers.getOrDefault(role, Map.of()).get(key);
        return figures == null ? null : BigDecimal.valueOf(figures);
    }

    /** How many figures all sums over all reporters lack. */
    int withheldByOthers() {
        return withheldByOthers.values().stream()
                .flatMap(keys -> keys.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    int withheldOfLevel() {
        return withheldOfLevel;
    }

    void put(String role, String key, Cell cell) {
        sums.remove(role);
        cells.computeIfAbsent(role, symbol -> new TreeMap<>()).put(key, cell);
    }

    void put(String role, String commodity, String market, BigDecimal value) {
        flows.computeIfAbsent(role, symbol -> new Flows()).add(commodity, market, value);
    }

    @Nullable
    Cell cell(String role, String key) {
        return cells.getOrDefault(role, new TreeMap<>()).get(key);
    }

    /**
     * The amount of a product; a product that the reporter does not list is zero only where the query says so, and one that
     * is kept back never is.
     */
    @Nullable
    BigDecimal amount(String role, String key) {
        if (withheld(role, key) != null) {
            return null;
        }
        Cell cell = cell(role, key);
        if (cell != null) {
            return cell.value();
        }
        return query.absent() == Absent.ZERO && cells.containsKey(role) ? BigDecimal.ZERO : null;
    }

    /** The weight of a product in kg, null where it is not told. */
    @Nullable
    BigDecimal weight(String role, String key) {
        Cell cell = cell(role, key);
        return cell == null ? null : cell.weight();
    }

    /** Trade in all goods: the reporter's own total, or the sum of a slice's products, as the query says. */
    @Nullable
    BigDecimal total(String role, String products) {
        if (query.totals() == Totals.REPORTED) {
            return amountOfAll(role);
        }
        if (withheldIn(products) != null) {
            return null;
        }
        return cells.containsKey(products)
                ? sums.computeIfAbsent(products, listed -> vector(listed).sum())
                : null;
    }

    /** The amount of a slice that is summed over everything. */
    @Nullable
    BigDecimal amountOfAll(String role) {
        Cell cell = cell(role, ALL);
        return cell == null || withheld(role, ALL) != null ? null : cell.value();
    }

    /** The amounts that are told; formulas over all of them ask {@link #withheldIn} first. */
    Vector vector(String role) {
        Vector vector = new Vector();
        cells.getOrDefault(role, new TreeMap<>()).forEach((key, cell) -> vector.add(key, cell.value()));
        return vector;
    }

    Flows flows(String role) {
        return flows.getOrDefault(role, new Flows());
    }

    /** The products that rows are for: the one asked for, else all that the slices list. */
    Iterable<String> products(String... roles) {
        String asked = query.commodity();
        if (asked != null) {
            return List.of(asked);
        }
        SortedSet<String> products = new TreeSet<>();
        for (String role : roles) {
            products.addAll(cells.getOrDefault(role, new TreeMap<>()).keySet());
            products.addAll(withheld.getOrDefault(role, new TreeMap<>()).keySet());
        }
        return products;
    }
}

package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Of products; formulas ask for them again with every product. */
    private final Map<String, BigDecimal> sums = new HashMap<>();

    Figures(IndicatorQuery query) {
        this.query = query;
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

    /** The amount of a product; a product that the reporter does not list is zero only where the query says so. */
    @Nullable
    BigDecimal amount(String role, String key) {
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
        return cells.containsKey(products)
                ? sums.computeIfAbsent(products, listed -> vector(listed).sum())
                : null;
    }

    /** The amount of a slice that is summed over everything. */
    @Nullable
    BigDecimal amountOfAll(String role) {
        Cell cell = cell(role, ALL);
        return cell == null ? null : cell.value();
    }

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
        Vector[] vectors = new Vector[roles.length];
        for (int i = 0; i < roles.length; i++) {
            vectors[i] = vector(roles[i]);
        }
        return Vector.keys(vectors);
    }
}

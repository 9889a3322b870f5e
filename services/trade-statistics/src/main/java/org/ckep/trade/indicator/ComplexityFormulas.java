package org.ckep.trade.indicator;

import static org.ckep.trade.indicator.Option.CLASSIFICATION;
import static org.ckep.trade.indicator.Option.COMMODITY;
import static org.ckep.trade.indicator.Option.LEVEL;
import static org.ckep.trade.indicator.Option.MIN_TRADE;
import static org.ckep.trade.indicator.Option.PCI_NORM;
import static org.ckep.trade.indicator.Option.TOTALS;
import static org.ckep.trade.indicator.Plan.ALL_REPORTERS;
import static org.ckep.trade.indicator.Plan.EXPORTS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ckep.trade.indicator.Figures.Withheld;
import org.jspecify.annotations.Nullable;

/** Formulas of complexity, over all economies that report. */
final class ComplexityFormulas {
    private static final Comparator<IndicatorRow> HIGHEST_FIRST = Comparator.comparing(
                    IndicatorRow::value, Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder()))
            .thenComparing(row -> String.valueOf(row.area()) + row.commodity());

    private ComplexityFormulas() {}

    static List<Formula> all() {
        return List.of(
                Formula.named("eci")
                        .needs(CLASSIFICATION)
                        .takes(LEVEL, TOTALS, MIN_TRADE)
                        .summed()
                        .ofSpecialisations(ComplexityFormulas::everybody, ComplexityFormulas::economies),
                Formula.named("pci")
                        .needs(CLASSIFICATION)
                        .takes(LEVEL, TOTALS, MIN_TRADE, PCI_NORM)
                        .summed()
                        .ofSpecialisations(ComplexityFormulas::everybody, ComplexityFormulas::products),
                Formula.named("proximity")
                        .needs(CLASSIFICATION, COMMODITY)
                        .takes(TOTALS, MIN_TRADE)
                        .summed()
                        .ofSpecialisations(ComplexityFormulas::everybody, ComplexityFormulas::proximities));
    }

    private static void everybody(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.productsAndTotal("X_ck", "X_c", ALL_REPORTERS, Slice.WORLD, EXPORTS, query.period());
    }

    private static List<IndicatorRow> economies(IndicatorQuery query, Specialised specialised) {
        Complexity complexity = Complexity.of(specialised.specialisations());
        Map<String, Double> scores = complexity.economies();
        List<IndicatorRow> rows = new ArrayList<>();
        for (String economy : specialised.economies()) {
            Withheld withheld = specialised.withheld().get(economy);
            if (withheld != null) {
                rows.add(IndicatorRow.ofArea(economy, Result.missing(withheld.reason())));
                continue;
            }
            int diversity = complexity.diversity(economy);
            rows.add(IndicatorRow.ofArea(economy, score(scores, economy, diversity))
                    .with("k_c", diversity));
        }
        return ranked(rows);
    }

    private static List<IndicatorRow> products(IndicatorQuery query, Specialised specialised) {
        Complexity complexity = Complexity.of(specialised.specialisations());
        Map<String, Double> scores = complexity.products(query.pciNorm());
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : specialised.products()) {
            int ubiquity = complexity.ubiquity(product);
            rows.add(IndicatorRow.of(product, score(scores, product, ubiquity)).with("k_p", ubiquity));
        }
        return ranked(rows);
    }

    private static List<IndicatorRow> proximities(IndicatorQuery query, Specialised specialised) {
        Complexity complexity = Complexity.of(specialised.specialisations());
        String product = String.valueOf(query.commodity());
        Map<String, Double> proximities = complexity.proximities(product);
        if (proximities == null) {
            boolean traded = specialised.products().contains(product);
            Result none = Result.missing(traded ? Reason.FILTERED : Reason.NOT_REPORTED);
            return List.of(IndicatorRow.of(product, none));
        }
        List<IndicatorRow> rows = new ArrayList<>();
        proximities.forEach((other, value) -> rows.add(
                IndicatorRow.of(other, Result.of(BigDecimal.valueOf(value))).with("k_p", complexity.ubiquity(other))));
        return ranked(rows);
    }

    private static Result score(@Nullable Map<String, Double> scores, String name, int specialisations) {
        if (specialisations == 0) {
            return Result.missing(Reason.FILTERED);
        }
        Double score = scores == null ? null : scores.get(name);
        return score == null ? Result.missing(Reason.NOT_UNIQUE) : Result.of(BigDecimal.valueOf(score));
    }

    /** The highest first, equal ones with the same rank; what has no value has no rank and comes last. */
    private static List<IndicatorRow> ranked(List<IndicatorRow> rows) {
        rows.sort(HIGHEST_FIRST);
        List<IndicatorRow> ranked = new ArrayList<>();
        int rank = 0;
        BigDecimal previous = null;
        for (IndicatorRow row : rows) {
            BigDecimal value = row.value();
            if (value == null) {
                ranked.add(row);
                continue;
            }
            rank = previous != null && previous.compareTo(value) == 0 ? rank : ranked.size() + 1;
            previous = value;
            ranked.add(row.ranked(rank));
        }
        return ranked;
    }
}

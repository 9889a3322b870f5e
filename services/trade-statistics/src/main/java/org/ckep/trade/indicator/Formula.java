package org.ckep.trade.indicator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.ckep.trade.indicator.IndicatorQuery.Totals;

/**
 * A named way to compute an indicator. Whoever changes what it yields gives it a new version.
 *
 * @param id how a call names it
 * @param needs parameters that a call must give
 * @param takes parameters that a call may give
 * @param variants ways to compute it that differ in value
 * @param level digits of the products where the call does not say
 * @param totals what trade in all goods is where the call does not say
 * @param mixedSides true where it sets one reporter's figures against another's
 * @param grades published classes of its values, none for most formulas
 */
record Formula(
        String id,
        String version,
        Set<Option> needs,
        Set<Option> takes,
        List<String> variants,
        int level,
        Totals totals,
        boolean mixedSides,
        List<Grade> grades,
        Consumer<Plan> slices,
        Computation computation) {

    /** What makes rows of figures. */
    sealed interface Computation {
        /** From sums that the database took. */
        record OfFigures(BiFunction<IndicatorQuery, Figures, List<IndicatorRow>> rows) implements Computation {}

        /** From who is specialised in what, which the database found out. */
        record OfSpecialisations(BiFunction<IndicatorQuery, Specialised, List<IndicatorRow>> rows)
                implements Computation {}
    }

    /** True for a parameter that the formula needs or takes. */
    boolean accepts(Option option) {
        return needs.contains(option) || takes.contains(option);
    }

    /** Describes a formula step by step. */
    static Builder named(String id) {
        return new Builder(id);
    }

    /** The parts of a formula that differ from the usual. */
    static final class Builder {
        private final String id;
        private final Set<Option> needs = EnumSet.of(Option.SOURCE, Option.PERIOD);
        private final Set<Option> takes = EnumSet.of(Option.CLASSIFICATION, Option.KNOWN_AT);
        private List<String> variants = List.of();
        private int level = 6;
        private Totals totals = Totals.REPORTED;
        private boolean mixedSides;
        private List<Grade> grades = List.of();
        private String version = "2";

        private Builder(String id) {
            this.id = id;
        }

        Builder needs(Option... options) {
            needs.addAll(Arrays.asList(options));
            takes.removeAll(needs);
            return this;
        }

        Builder takes(Option... options) {
            takes.addAll(Arrays.asList(options));
            return this;
        }

        Builder variants(String... names) {
            variants = List.of(names);
            needs.add(Option.VARIANT);
            return this;
        }

        Builder level(int digits) {
            level = digits;
            return this;
        }

        /** Shares of the listed products, which sum to one. */
        Builder summed() {
            totals = Totals.SUMMED;
            return this;
        }

        /** Where it yields something else than it once did. */
        Builder version(String number) {
            version = number;
            return this;
        }

        Builder mixedSides() {
            mixedSides = true;
            return this;
        }

        Builder graded(List<Grade> published) {
            grades = published;
            return this;
        }

        Formula of(Consumer<Plan> slices, BiFunction<IndicatorQuery, Figures, List<IndicatorRow>> rows) {
            return with(slices, new Computation.OfFigures(rows));
        }

        Formula ofSpecialisations(
                Consumer<Plan> slices, BiFunction<IndicatorQuery, Specialised, List<IndicatorRow>> rows) {
            return with(slices, new Computation.OfSpecialisations(rows));
        }

        private Formula with(Consumer<Plan> slices, Computation computation) {
            return new Formula(
                    id,
                    version,
                    Set.copyOf(needs),
                    Set.copyOf(takes),
                    variants,
                    level,
                    totals,
                    mixedSides,
                    grades,
                    slices,
                    computation);
        }
    }
}

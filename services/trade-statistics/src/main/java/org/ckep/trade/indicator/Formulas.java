package org.ckep.trade.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All formulas, in the order of the catalogue. */
final class Formulas {
    private static final List<Formula> ALL = collect();

    private Formulas() {}

    static List<Formula> all() {
        return ALL;
    }

    static Optional<Formula> find(String id) {
        return ALL.stream().filter(formula -> formula.id().equals(id)).findFirst();
    }

    private static List<Formula> collect() {
        List<Formula> all = new ArrayList<>();
        all.addAll(AdvantageFormulas.all());
        all.addAll(BalanceFormulas.all());
        all.addAll(StructureFormulas.all());
        all.addAll(ConcentrationFormulas.all());
        all.addAll(ChangeFormulas.all());
        all.addAll(ComplexityFormulas.all());
        all.addAll(MirrorFormulas.all());
        return List.copyOf(all);
    }
}

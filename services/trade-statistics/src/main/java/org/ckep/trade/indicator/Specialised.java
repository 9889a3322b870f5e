package org.ckep.trade.indicator;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.ckep.trade.indicator.Complexity.Specialisation;
import org.ckep.trade.indicator.Figures.Withheld;

/**
 * Who is specialised in what (RCA of 1 or more).
 *
 * @param economies all that report, those without a specialisation or below the filter included
 * @param products all that are traded
 * @param specialisations of those economies all of whose figures are told
 * @param withheld economies that keep back figures: in what they are specialised is not known
 */
record Specialised(
        SortedSet<String> economies,
        SortedSet<String> products,
        List<Specialisation> specialisations,
        Map<String, Withheld> withheld) {

    /** Where nobody keeps back anything. */
    Specialised(SortedSet<String> economies, SortedSet<String> products, List<Specialisation> specialisations) {
        this(economies, products, specialisations, Map.of());
    }

    /** Figures without their value. */
    int figuresWithheld() {
        return withheld.values().stream().mapToInt(Withheld::figures).sum();
    }
}

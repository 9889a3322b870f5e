package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of values with a published name; the catalogue explains it and says who published it. Each limit is null where
 * there is none on that side, or where the other kind of limit holds there.
 *
 * @param id how answers call it
 */
record Grade(
        String id,
        @Nullable BigDecimal above,
        @Nullable BigDecimal atLeast,
        @Nullable BigDecimal atMost,
        @Nullable BigDecimal below) {

    private static final BigDecimal STRONG = new BigDecimal("2.5");
    private static final BigDecimal CLEAR = new BigDecimal("1.25");
    private static final BigDecimal EVEN = new BigDecimal("0.8");
    private static final BigDecimal SPECIALISED = new BigDecimal("0.5");

    /** Of RCA, the highest first. */
    static final List<Grade> OF_ADVANTAGE = List.of(
            new Grade("A", STRONG, null, null, null),
            new Grade("B", null, CLEAR, STRONG, null),
            new Grade("C", null, EVEN, null, CLEAR),
            new Grade("D", null, null, null, EVEN));

    /** Of the trade specialisation index; between them lies trade both ways, which has no grade. */
    static final List<Grade> OF_SPECIALISATION = List.of(
            new Grade("EXPORT_SPECIALISED", SPECIALISED, null, null, null),
            new Grade("IMPORT_SPECIALISED", null, null, null, SPECIALISED.negate()));

    /** The id of the grade of a value, null where it has none. */
    static @Nullable String of(List<Grade> grades, @Nullable BigDecimal value) {
        return value == null
                ? null
                : grades.stream()
                        .filter(grade -> grade.holds(value))
                        .map(Grade::id)
                        .findFirst()
                        .orElse(null);
    }

    private boolean holds(BigDecimal value) {
        return (above == null || value.compareTo(above) > 0)
                && (atLeast == null || value.compareTo(atLeast) >= 0)
                && (atMost == null || value.compareTo(atMost) <= 0)
                && (below == null || value.compareTo(below) < 0);
    }
}

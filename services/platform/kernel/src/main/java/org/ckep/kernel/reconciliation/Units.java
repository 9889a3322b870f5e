package org.ckep.kernel.reconciliation;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units that are compared with one another: those of one dimension. */
final class Units {
    private enum Dimension {
        ENERGY,
        AREA,
        MASS
    }

    private record Unit(Dimension dimension, BigDecimal factor) {}

    private static final Map<String, Unit> KNOWN = Map.ofEntries(
            unit("kWh", Dimension.ENERGY, 0),
            unit("MWh", Dimension.ENERGY, 3),
            unit("GWh", Dimension.ENERGY, 6),
            unit("TWh", Dimension.ENERGY, 9),
            unit("m2", Dimension.AREA, 0),
            unit("ha", Dimension.AREA, 4),
            unit("km2", Dimension.AREA, 6),
            unit("kg", Dimension.MASS, 0),
            unit("t", Dimension.MASS, 3),
            unit("kt", Dimension.MASS, 6));

    private Units() {}

    private static Map.Entry<String, Unit> unit(String code, Dimension dimension, int power) {
        return Map.entry(code, new Unit(dimension, BigDecimal.ONE.movePointRight(power)));
    }

    /** By how much a number of the first unit is multiplied to be one of the second; null where that cannot be. */
    static @Nullable BigDecimal factor(@Nullable String from, @Nullable String to) {
        if (java.util.Objects.equals(from, to)) {
            return BigDecimal.ONE;
        }
        Unit one = from == null ? null : KNOWN.get(from);
        Unit other = to == null ? null : KNOWN.get(to);
        return one == null || other == null || one.dimension() != other.dimension()
                ? null
                : one.factor().divide(other.factor());
    }
}

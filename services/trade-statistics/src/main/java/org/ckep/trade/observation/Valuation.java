package org.ckep.trade.observation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where on its way a good was valued. */
public enum Valuation {
    /** With cost, insurance and freight up to the importer's border. */
    CIF,
    /** Free on board at the exporter's border. */
    FOB,
    /** The source does not tell. */
    UNKNOWN;

    /**
     * Which of the two values the primary value was taken from. A value that equals both, or neither, is UNKNOWN: a
     * valuation is never guessed from the direction of the flow.
     */
    public static Valuation of(BigDecimal primary, @Nullable BigDecimal cif, @Nullable BigDecimal fob) {
        boolean isCif = cif != null && primary.compareTo(cif) == 0;
        boolean isFob = fob != null && primary.compareTo(fob) == 0;
        if (isCif == isFob) {
            return UNKNOWN;
        }
        return isCif ? CIF : FOB;
    }
}

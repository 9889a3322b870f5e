package org.ckep.trade.indicator;

import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.EditionSize;
import org.jspecify.annotations.Nullable;

/** How many products there are to be traded in. */
final class Nomenclature {
    private Nomenclature() {}

    /** What the number of products is. */
    enum Basis {
        /** Codes of the edition. */
        NOMENCLATURE,
        /** Products with trade, since the size of the edition is not known here. */
        PRODUCTS_WITH_TRADE
    }

    /**
     * A number of products.
     *
     * @param n at least 1
     */
    record Size(int n, Basis basis) {}

    /** The number of codes of a level, or of products traded where the edition is none of the known ones. */
    static Size size(@Nullable Edition edition, int digits, int traded) {
        int codes = edition == null ? 0 : EditionSize.codes(edition, digits);
        // More products than codes means that the file does not keep to the edition it names.
        return codes >= traded && codes > 0
                ? new Size(codes, Basis.NOMENCLATURE)
                : new Size(Math.max(1, traded), Basis.PRODUCTS_WITH_TRADE);
    }
}

package org.ckep.trade.indicator;

import org.ckep.trade.observation.Edition;
import org.jspecify.annotations.Nullable;

/**
 * How many products an edition of the Harmonized System has, by the UN Statistics Division's lists; the code for what is
 * not specified by kind is none of them.
 */
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
        int codes = codes(edition, digits);
        // More products than codes means that the file does not keep to the edition it names.
        return codes >= traded && codes > 0
                ? new Size(codes, Basis.NOMENCLATURE)
                : new Size(Math.max(1, traded), Basis.PRODUCTS_WITH_TRADE);
    }

    private static int codes(@Nullable Edition edition, int digits) {
        if (edition == null) {
            return 0;
        }
        int[] counts =
                switch (edition) {
                    case HS12 -> new int[] {96, 1_224, 5_205};
                    case HS17 -> new int[] {96, 1_222, 5_387};
                    case HS22 -> new int[] {96, 1_228, 5_612};
                    case HS, HS92, HS96, HS02, HS07 -> new int[] {0, 0, 0};
                };
        return counts[digits / 2 - 1];
    }
}

package org.ckep.trade.observation;

/**
 * How many codes an edition of the Harmonized System has, by the UN Statistics Division's lists; the code for what is not
 * specified by kind is none of them.
 */
public final class EditionSize {
    private static final int CHAPTERS = 96;

    private EditionSize() {}

    /**
     * The number of codes.
     *
     * @param digits 2, 4 or 6
     * @return 0 where it is not known here
     */
    public static int codes(Edition edition, int digits) {
        int[] counts =
                switch (edition) {
                    case HS12 -> new int[] {CHAPTERS, 1_224, 5_205};
                    case HS17 -> new int[] {CHAPTERS, 1_222, 5_387};
                    case HS22 -> new int[] {CHAPTERS, 1_228, 5_612};
                    case HS, HS92, HS96, HS02, HS07 -> new int[] {0, 0, 0};
                };
        return counts[digits / 2 - 1];
    }
}

package org.ckep.benchmark.trade;

import org.ckep.testing.GeneratedTradeFile;

/**
 * How many figures a run works on.
 *
 * @param total in place when the reading is measured
 * @param upload of those, the ones whose upload is measured
 * @param parallel in the flow that many extract at once
 */
record Scale(long total, long upload, long parallel) {
    private static final int PRODUCTS = 5_600;
    private static final long MILLION = 1_000_000;

    /** That part of 20 million figures, which are the histories of 5,600 products. */
    static Scale of(double part) {
        long total = Math.max(20, Math.round(PRODUCTS * part)) * GeneratedTradeFile.ROWS_OF_PRODUCT;
        // A figure is told in three measures, and each is an observation of SDMX.
        return new Scale(total, Math.min(MILLION, total / 2), Math.min(MILLION / 3, total / 2));
    }

    /** Products in place. */
    long products() {
        return total / GeneratedTradeFile.ROWS_OF_PRODUCT;
    }
}

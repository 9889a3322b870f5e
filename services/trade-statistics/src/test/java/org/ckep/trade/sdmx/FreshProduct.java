package org.ckep.trade.sdmx;

import java.util.concurrent.atomic.AtomicInteger;

/** Goods that no other test of this run has figures of: each run begins with an empty database. */
final class FreshProduct {
    private static final int STEP = 2;
    private static final AtomicInteger NEXT = new AtomicInteger(600_000);

    private FreshProduct() {}

    /** Six digits; the number after them is as new. */
    static String code() {
        return Integer.toString(NEXT.getAndAdd(STEP));
    }
}

package org.ckep.trade.ingest;

import java.util.Optional;

/** The codes that a row may carry. */
interface KnownCodes {
    /** The code of CL_AREA of an area number, or empty for a number that no list knows. */
    Optional<String> area(int number);

    /** True for a code of CL_AREA, or of an area that the list is to be extended by. */
    boolean isArea(String code);

    /** True for a code of CL_TRADE_FLOW. */
    boolean isFlow(String code);
}

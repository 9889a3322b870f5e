package org.ckep.trade.observation;

import java.util.Set;

/** Imports of a reporter from itself: goods that came back. */
public final class Reimport {
    /** The codes of CL_TRADE_FLOW under which goods come in. */
    private static final Set<String> INWARDS = Set.of("M", "RM", "FM", "MIP", "MOP");

    private Reimport() {}

    /**
     * True for a figure about goods that came back.
     *
     * @param flow code of CL_TRADE_FLOW; exports of a reporter to itself are none
     */
    public static boolean is(String reporter, String partner, String flow) {
        return reporter.equals(partner) && INWARDS.contains(flow);
    }
}

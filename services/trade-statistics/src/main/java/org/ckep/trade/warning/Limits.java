package org.ckep.trade.warning;

import java.math.BigDecimal;

/**
 * When an alert is raised and when it is cleared.
 *
 * @param raiseAt raised where the value is above it
 * @param clearAt cleared where the value is below it; what lies between leaves things as they are
 * @param floor trade in USD below which nothing is raised
 */
record Limits(BigDecimal raiseAt, BigDecimal clearAt, BigDecimal floor) {
    boolean raises(Reading reading) {
        return reading.value() != null && reading.value().compareTo(raiseAt) > 0 && reaches(reading);
    }

    /** What is withheld and has a value all the same is told by an alert, which was raised above the floor. */
    private boolean reaches(Reading reading) {
        return reading.amount() == null ? reading.withheld() : reading.amount().compareTo(floor) >= 0;
    }

    boolean clears(Reading reading) {
        return reading.value() != null && reading.value().compareTo(clearAt) < 0;
    }
}

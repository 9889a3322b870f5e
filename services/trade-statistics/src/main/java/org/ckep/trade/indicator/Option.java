package org.ckep.trade.indicator;

import java.util.Locale;

/** A parameter of a call; each formula says which it needs and which it takes. */
enum Option {
    SOURCE,
    REPORTER,
    PARTNER,
    PERIOD,
    BASE_PERIOD,
    CLASSIFICATION,
    LEVEL,
    COMMODITY,
    FLOW,
    VARIANT,
    WORLD,
    TOTALS,
    ABSENT,
    TOP,
    SUPPLIERS,
    TRIM,
    MIN_TRADE,
    PCI_NORM,
    KNOWN_AT;

    /** The name in the address, such as {@code basePeriod}. */
    String parameter() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return name.toString();
    }
}

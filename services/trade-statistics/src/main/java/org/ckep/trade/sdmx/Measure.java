package org.ckep.trade.sdmx;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What of a figure an SDMX series holds, with the expressions that read it. */
enum Measure {
    NET_WEIGHT("o.net_weight", "'KG'", "o.net_weight_estimated", "null", 3),
    QTY("o.quantity", "o.quantity_unit", "o.quantity_estimated", "null", 3),
    TRADE_VALUE("o.value", "'USD'", "o.value_estimated", "o.valuation", 2);

    private final String amount;
    private final String unit;
    private final String estimated;
    private final String valuation;
    private final int decimals;

    Measure(String amount, String unit, String estimated, String valuation, int decimals) {
        this.amount = amount;
        this.unit = unit;
        this.estimated = estimated;
        this.valuation = valuation;
        this.decimals = decimals;
    }

    /** Decimals with which amounts are kept. */
    String decimals() {
        return Integer.toString(decimals);
    }

    /** The measures among some codes; all of them for none. */
    static List<Measure> among(Set<String> codes) {
        return Arrays.stream(values())
                .filter(measure -> codes.isEmpty() || codes.contains(measure.name()))
                .toList();
    }

    static String amounts() {
        return choice(Part.AMOUNT);
    }

    static String units() {
        return choice(Part.UNIT);
    }

    static String estimates() {
        return choice(Part.ESTIMATED);
    }

    static String valuations() {
        return choice(Part.VALUATION);
    }

    private enum Part {
        AMOUNT,
        UNIT,
        ESTIMATED,
        VALUATION
    }

    /** An expression that depends on the measure {@code m.measure} of the row. */
    private static String choice(Part part) {
        StringBuilder sql = new StringBuilder("case m.measure");
        for (Measure measure : values()) {
            String expression =
                    switch (part) {
                        case AMOUNT -> measure.amount;
                        case UNIT -> measure.unit;
                        case ESTIMATED -> measure.estimated;
                        case VALUATION -> measure.valuation;
                    };
            sql.append(" when '").append(measure.name()).append("' then ").append(expression);
        }
        return sql.append(" end").toString();
    }
}

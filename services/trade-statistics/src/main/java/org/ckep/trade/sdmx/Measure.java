package org.ckep.trade.sdmx;

/** What of a figure an SDMX series holds, with the expressions that read it; in the order of the codes. */
enum Measure {
    NET_WEIGHT("o.net_weight", "'KG'", "o.net_weight_estimated", "null::text", 3),
    QTY("o.quantity", "o.quantity_unit", "o.quantity_estimated", "null::text", 3),
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

    String amount() {
        return amount;
    }

    String unit() {
        return unit;
    }

    /** Code of CL_OBS_STATUS. */
    String status() {
        return "case when o.provisional then 'P' when " + estimated + " then 'E' else 'A' end";
    }

    String valuation() {
        return valuation;
    }

    /** The expression of an attribute or measure, for filters on observations. */
    String expression(Component component) {
        return switch (component.content()) {
            case AMOUNT -> amount;
            case UNIT -> unit;
            case STATUS -> status();
            case VALUATION -> valuation;
            case DECIMALS -> "'" + decimals + "'";
            case CONSTANT -> "'" + component.value() + "'";
            case UNKNOWN -> "null::text";
            case PERIOD -> "o.period";
            case FREQUENCY, REPORTER, FLOW, COMMODITY, PARTNER, MEASURE ->
                throw new IllegalArgumentException(component.id() + " belongs to the series");
        };
    }
}

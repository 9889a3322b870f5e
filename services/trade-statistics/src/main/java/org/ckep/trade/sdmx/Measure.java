package org.ckep.trade.sdmx;

/** What of a figure an SDMX series holds, with the expressions that read it; in the order of the codes. */
enum Measure {
    NET_WEIGHT("%s.net_weight", "'KG'", "%s.net_weight_estimated", "null::text", 3),
    QTY("%s.quantity", "%s.quantity_unit", "%s.quantity_estimated", "null::text", 3),
    TRADE_VALUE("%s.value", "'USD'", "%s.value_estimated", "%s.valuation", 2);

    /** How the version of a figure is called that an answer reads. */
    private static final String READ = "o";

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
        return amount(READ);
    }

    /** The amount of the version of that alias. */
    String amount(String alias) {
        return of(alias, amount);
    }

    String unit() {
        return of(READ, unit);
    }

    /** Code of CL_OBS_STATUS. */
    String status() {
        return status(READ);
    }

    private String status(String alias) {
        return of(alias, "case when %s.provisional then 'P' when " + estimated + " then 'E' else 'A' end");
    }

    String valuation() {
        return of(READ, valuation);
    }

    /** Everything that an observation of the measure tells, of the version of that alias. */
    String content(String alias) {
        return String.join(", ", amount(alias), of(alias, unit), status(alias), of(alias, valuation));
    }

    private static String of(String alias, String expression) {
        return expression.replace("%s", alias);
    }

    /** The expression of an attribute or measure, for filters on observations. */
    String expression(Component component) {
        return switch (component.content()) {
            case AMOUNT -> amount();
            case UNIT -> unit();
            case STATUS -> status();
            case VALUATION -> valuation();
            case DECIMALS -> "'" + decimals + "'";
            case CONSTANT -> "'" + component.value() + "'";
            case UNKNOWN -> "null::text";
            case PERIOD -> "o.period";
            case FREQUENCY, REPORTER, FLOW, COMMODITY, PARTNER, MEASURE ->
                throw new IllegalArgumentException(component.id() + " belongs to the series");
        };
    }
}

package org.ckep.trade.sdmx;

import org.ckep.trade.figures.StatusSql;

/** What of a figure an SDMX series holds, with the expressions that read it; in the order of the codes. */
enum Measure {
    NET_WEIGHT("net_weight", "'KG'", "null::text", 3),
    QTY("quantity", "%s.quantity_unit", "null::text", 3),
    TRADE_VALUE("value", "'USD'", "%s.valuation", 2);

    /** How the version of a figure is called that an answer reads. */
    private static final String READ = "o";

    private final String column;
    private final String unit;
    private final String valuation;
    private final int decimals;

    Measure(String column, String unit, String valuation, int decimals) {
        this.column = column;
        this.unit = unit;
        this.valuation = valuation;
        this.decimals = decimals;
    }

    /** Decimals with which amounts are kept. */
    String decimals() {
        return Integer.toString(decimals);
    }

    /** Null where the value is missing. */
    String amount() {
        return amount(READ);
    }

    private String amount(String alias) {
        return alias + "." + column;
    }

    /** True where the version of that alias has an observation of the measure, be its value missing. */
    String exists(String alias) {
        return StatusSql.exists(alias, column);
    }

    String unit() {
        return of(READ, unit);
    }

    /** Code of CL_OBS_STATUS. */
    String status() {
        return status(READ);
    }

    private String status(String alias) {
        return StatusSql.of(alias, column);
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
            case TRADE_SYSTEM -> TradeSystemSql.expression(component);
            case PERIOD -> "o.period";
            case FREQUENCY, REPORTER, FLOW, COMMODITY, PARTNER, MEASURE ->
                throw new IllegalArgumentException(component.id() + " belongs to the series");
        };
    }
}

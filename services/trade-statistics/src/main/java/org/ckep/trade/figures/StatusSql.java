package org.ckep.trade.figures;

/**
 * How the status of a measure stands in the row of its figure: in a column of its own only where it is another than what
 * the row tells of its measures together, so that most rows have none.
 */
public final class StatusSql {
    private StatusSql() {}

    /**
     * The code of CL_OBS_STATUS of a measure, null where there is no observation of it.
     *
     * @param alias of a table with the columns of trade_observation
     * @param column of the measure's amount, from which its others are named
     */
    public static String of(String alias, String column) {
        return "coalesce(" + alias + "." + column + "_status, " + told(alias + "." + column, alias + ".provisional")
                + ")";
    }

    /**
     * True where there is an observation of a measure, be it one whose value is missing.
     *
     * @param alias of a table with the columns of trade_observation
     * @param column of the measure's amount
     */
    public static String exists(String alias, String column) {
        return "(" + alias + "." + column + " is not null or " + alias + "." + column + "_status is not null)";
    }

    /** What is kept of a status beside the amount, the estimate and the provisional figure of the same row. */
    static String own(String column, String status) {
        return "nullif(" + status + ", " + told(column, "provisional") + ")";
    }

    private static String told(String amount, String provisional) {
        return "case when " + amount + " is null then null when " + provisional + " then 'P' when " + amount
                + "_estimated then 'E' else 'A' end";
    }
}

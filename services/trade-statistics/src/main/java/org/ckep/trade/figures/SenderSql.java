package org.ckep.trade.figures;

/** Whose statisticians sent a figure, as statements read it: the column {@code side}, null for the operator. */
public final class SenderSql {
    static final String ADD = "insert into figure_sender (upload_id, side) values (?, ?) on conflict do nothing";

    private SenderSql() {}

    /**
     * Joins the sender of each figure.
     *
     * @param alias of trade_observation
     */
    public static String join(String alias) {
        return " left join figure_sender sender on sender.upload_id = " + alias + ".upload_id ";
    }
}

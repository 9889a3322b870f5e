package org.ckep.trade.figures;

import java.sql.Connection;
import java.sql.SQLException;
import org.ckep.trade.figures.TradeRow.Measured;
import org.jspecify.annotations.Nullable;

/** Takes the whole figures of a file, one row each. */
public final class RowStage {
    static final String TABLE = "stage_row";

    private static final String WHOLE =
            "value, value_estimated, cif_value, fob_value, valuation, net_weight, net_weight_estimated, gross_weight,"
                    + " gross_weight_estimated, quantity, quantity_unit, quantity_estimated, alt_quantity,"
                    + " alt_quantity_unit, alt_quantity_estimated, legacy_estimation_flag, reported, aggregate,"
                    + " original_classification, provisional";

    /** Everything that a figure tells, in the order of the stage. */
    public static final String VALUES = WHOLE + ", value_status, net_weight_status, quantity_status";

    /** Statuses of single measures are told by SDMX messages alone. */
    private static final String GIVEN =
            "line, frequency, period, reporter, flow, edition, commodity, partner, " + WHOLE;

    static final String COLUMNS = """
            line                     bigint not null,
            frequency                text not null,
            period                   date not null,
            reporter                 text collate "C" not null,
            flow                     text collate "C" not null,
            edition                  text collate "C" not null,
            commodity                text collate "C" not null,
            partner                  text collate "C" not null,
            value                    numeric(20, 2),
            value_estimated          boolean,
            cif_value                numeric(20, 2),
            fob_value                numeric(20, 2),
            valuation                text not null,
            net_weight               numeric(24, 3),
            net_weight_estimated     boolean,
            gross_weight             numeric(24, 3),
            gross_weight_estimated   boolean,
            quantity                 numeric(24, 3),
            quantity_unit            text,
            quantity_estimated       boolean,
            alt_quantity             numeric(24, 3),
            alt_quantity_unit        text,
            alt_quantity_estimated   boolean,
            legacy_estimation_flag   integer,
            reported                 boolean,
            aggregate                boolean,
            original_classification  boolean,
            provisional              boolean not null,
            value_status             text,
            net_weight_status        text,
            quantity_status          text""";

    /** The same, each column of a table's alias. */
    public static String values(String alias) {
        return alias + "." + VALUES.replace(", ", ", " + alias + ".");
    }

    private final CopyStage stage;
    private final boolean provisional;

    /**
     * Prepares an empty stage.
     *
     * @param connection in auto-commit mode; serves this stage alone until it is dropped
     * @param provisional true where the source means to replace these figures by final ones
     */
    public RowStage(Connection connection, boolean provisional) throws SQLException {
        this.stage = new CopyStage(connection, TABLE, COLUMNS, GIVEN);
        this.provisional = provisional;
    }

    /** Rows taken so far. */
    public long rows() {
        return stage.rows();
    }

    /** Adds a figure. */
    public void add(TradeRow row) throws SQLException {
        stage.cell(row.row())
                .cell(row.period().frequency().name())
                .cell(row.period().start())
                .cell(row.reporter())
                .cell(row.flow())
                .cell(row.edition().name())
                .cell(row.commodity())
                .cell(row.partner())
                .cell(row.value())
                .cell(null)
                .cell(row.cifValue())
                .cell(row.fobValue())
                .cell(row.valuation().name());
        measured(row.netWeight());
        measured(row.grossWeight());
        quantity(row.quantity(), row.quantityUnit());
        quantity(row.altQuantity(), row.altQuantityUnit());
        stage.cell(row.legacyEstimationFlag())
                .cell(row.reported())
                .cell(row.aggregate())
                .cell(row.originalClassification())
                .lastCell(provisional);
    }

    /** Sends what is still in memory and tells the planner how much there is. */
    public void complete() throws SQLException {
        stage.complete();
    }

    /** Removes the stage of this session, if there is one. */
    public static void drop(Connection connection) throws SQLException {
        CopyStage.drop(connection, TABLE);
    }

    private void measured(Measured measured) {
        stage.cell(measured.amount()).cell(measured.estimated());
    }

    private void quantity(Measured quantity, @Nullable Object unit) {
        stage.cell(quantity.amount()).cell(unit).cell(quantity.estimated());
    }
}

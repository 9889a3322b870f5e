package org.ckep.trade.ingest;

import java.util.List;
import java.util.Set;
import org.ckep.trade.figures.CellStage.Cell;
import org.ckep.trade.figures.TradeRow;

/** What reading one row of a file came to. */
sealed interface RowOutcome {
    /**
     * The row holds a figure.
     *
     * @param notes what was adjusted while reading it
     * @param repairs adjustments that its sender should look at, for the list of errors
     */
    record Accepted(TradeRow row, Set<Note> notes, List<RowError> repairs) implements RowOutcome {}

    /**
     * The row sets or deletes one measure.
     *
     * @param notes what the row says beside that and is not kept
     */
    record AcceptedCell(Cell cell, Set<Note> notes) implements RowOutcome {}

    /** The row is broken. */
    record Rejected(List<RowError> errors) implements RowOutcome {}

    /** The row repeats the sum of others: it is held against them, counted and not loaded. */
    record Totals(TotalsRow row) implements RowOutcome {}

    /** The row is right and has no place in the data: it is counted and not loaded. */
    record OutOfScope(Scope reason) implements RowOutcome {}

    /** Why a row has no place in the data. */
    enum Scope {
        /** Services, not goods. */
        SERVICES,
        /** Broken down by mode of transport. */
        MODE_OF_TRANSPORT,
        /** Broken down by a second partner. */
        SECOND_PARTNER,
        /** Broken down by customs procedure. */
        CUSTOMS_PROCEDURE,
        /** Broken down by mode of supply. */
        MODE_OF_SUPPLY,
        /** A nomenclature other than the Harmonized System. */
        NOMENCLATURE,
        /** Nothing traded by an area with itself: filler of the source. */
        ZERO_WITH_ITSELF,
        /** The sum of other rows. */
        TOTALS_ROW
    }

    /** What was adjusted while reading a row. */
    enum Note {
        /** Goods that came back: the reporter is its own partner. */
        REPORTER_IS_PARTNER,
        /** Leading zeros of the commodity code were lost and put back. */
        COMMODITY_PADDED,
        /** A value had more than two decimals. */
        VALUE_ROUNDED,
        /** A weight or quantity had more than three decimals. */
        QUANTITY_ROUNDED,
        /** The unit of a quantity is none that is known: the quantity was left out. */
        QUANTITY_UNIT_UNKNOWN,
        /** The row tells another number of decimals than values of its measure are kept with. */
        DECIMALS_NOT_KEPT
    }
}

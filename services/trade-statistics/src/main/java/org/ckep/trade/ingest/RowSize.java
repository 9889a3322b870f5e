package org.ckep.trade.ingest;

import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jspecify.annotations.Nullable;

/** Follows the size of a row, cell by cell: no row is held that is larger than any row of figures. */
final class RowSize {
    static final int MAX_CELLS = 200;
    static final int MAX_CELL_CHARACTERS = 1 << 14;
    static final int MAX_ROW_CHARACTERS = 1 << 16;

    private int cells = 1;
    private int ofCell;
    private int ofRow;

    /** Another character of the cell. */
    void character() {
        ofCell++;
        ofRow++;
    }

    /** Another cell begins. */
    void cell() {
        cells++;
        ofCell = 0;
    }

    /** Number of the cell that is being read. */
    int cells() {
        return cells;
    }

    /** Another row begins. */
    void row() {
        cells = 1;
        ofCell = 0;
        ofRow = 0;
    }

    /**
     * The refusal of a row that is too large, null as long as it is not.
     *
     * @param line on which the row starts
     */
    @Nullable
    RefusedFileException refusal(long line) {
        if (cells > MAX_CELLS) {
            return refusal(
                    line,
                    Reason.TOO_MANY_CELLS,
                    RowError.Code.TOO_MANY_CELLS,
                    "Line " + line + " has more than " + MAX_CELLS + " cells.",
                    MAX_CELLS);
        }
        if (ofCell > MAX_CELL_CHARACTERS) {
            return refusal(
                    line,
                    Reason.CELL_TOO_LONG,
                    RowError.Code.CELL_TOO_LONG,
                    "Cell " + cells + " of line " + line + " has more than " + MAX_CELL_CHARACTERS + " characters.",
                    MAX_CELL_CHARACTERS);
        }
        if (ofRow > MAX_ROW_CHARACTERS) {
            return refusal(
                    line,
                    Reason.ROW_TOO_LONG,
                    RowError.Code.ROW_TOO_LONG,
                    "Line " + line + " has more than " + MAX_ROW_CHARACTERS + " characters in its cells.",
                    MAX_ROW_CHARACTERS);
        }
        return null;
    }

    private RefusedFileException refusal(long line, Reason reason, RowError.Code code, String text, int limit) {
        return new RefusedFileException(
                reason, text, RowError.ofRow(line, code, Integer.toString(limit), Integer.toString(cells)));
    }
}

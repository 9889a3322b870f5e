package org.ckep.trade.ingest;

import java.util.List;
import org.ckep.trade.ingest.RowError.Code;

/** Reads the rows of a file in one of the formats. */
interface RowReader {
    /** Number of cells that every row must have. */
    default int width() {
        return titles().size();
    }

    /** The cells of the header. */
    List<String> titles();

    /**
     * Reads a row of the right width whose text is whole.
     *
     * @param row number of the line on which it starts
     */
    RowOutcome read(long row, List<String> cells);

    /**
     * Reads one row.
     *
     * @param row number of the line on which it starts
     */
    default RowOutcome parse(long row, List<String> cells) {
        if (cells.size() != width()) {
            return new RowOutcome.Rejected(List.of(
                    RowError.ofRow(row, Code.CELL_COUNT, Integer.toString(cells.size()), Integer.toString(width()))));
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (isDamaged(cell)) {
                return new RowOutcome.Rejected(
                        List.of(RowError.in(row, titles().get(i).strip(), Code.DAMAGED_TEXT, cell, cell)));
            }
        }
        return read(row, cells);
    }

    /** What decoders and exporters put where they lost a character, and the null character of a cut file. */
    private static boolean isDamaged(String cell) {
        return cell.indexOf('\uFFFD') >= 0 || cell.indexOf('\u0000') >= 0 || cell.contains("??");
    }
}

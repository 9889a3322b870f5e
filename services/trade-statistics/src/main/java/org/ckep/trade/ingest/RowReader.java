package org.ckep.trade.ingest;

import java.util.List;

/** Reads the rows of a file in one of the formats. */
interface RowReader {
    /**
     * Reads one row.
     *
     * @param row number of the line on which it starts
     */
    RowOutcome parse(long row, List<String> cells);
}

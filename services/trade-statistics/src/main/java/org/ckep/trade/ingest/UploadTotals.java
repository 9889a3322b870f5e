package org.ckep.trade.ingest;

/**
 * What became of the rows of a file. Every row is in exactly one of the numbers after {@code read} but the last.
 *
 * @param read rows in the file
 * @param inserted figures that were not known before
 * @param revised figures that replace another value, which is kept as an earlier revision
 * @param unchanged figures that were known already
 * @param rejected broken rows, each with its errors
 * @param outOfScope rows that have no place in the data
 * @param replaced rows whose key stands again further down in the file with something else
 * @param duplicates rows that stand again further down in the file
 * @param deleted rows that delete
 * @param withdrawn figures, and no rows, that a full file does not hold and that were taken back; of a file into a draft
 *     those that were taken out of the draft
 */
record UploadTotals(
        long read,
        long inserted,
        long revised,
        long unchanged,
        long rejected,
        long outOfScope,
        long replaced,
        long duplicates,
        long deleted,
        long withdrawn) {

    /** The same with so many figures taken back. */
    UploadTotals withdrawing(long figures) {
        return new UploadTotals(
                read, inserted, revised, unchanged, rejected, outOfScope, replaced, duplicates, deleted, figures);
    }
}

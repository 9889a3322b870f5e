package org.ckep.trade.sdmx;

import org.jspecify.annotations.Nullable;

/**
 * One row of an answer, as bytes of UTF-8. The next row takes its place, so that an answer of any size makes no garbage;
 * writers keep nothing of it.
 */
@SuppressWarnings("ArrayRecordComponent")
final class DataRow {
    /** Values of the dimensions in the order of the structure. */
    final byte[][] dimensions;

    /** Values of the attributes in the order of the structure, null where one does not apply or is not wanted. */
    final byte[] @Nullable [] attributes;

    /** Null in an answer without observations. */
    byte @Nullable [] period;

    /** Null in an answer without observations, where no value is wanted, and where it is missing. */
    byte @Nullable [] value;

    /** What the receiver is to do with it; the same object for the rows of one data set. */
    SetAction action;

    /** True where a new series begins. */
    boolean startsSeries;

    DataRow(DataStructure structure, SetAction action) {
        this.action = action;
        dimensions = new byte[structure.dimensions().size()][];
        attributes = new byte[structure.attributes().size()][];
    }
}

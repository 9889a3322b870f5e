package org.ckep.trade.ingest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in one row of a file.
 *
 * @param row number of the line on which the row starts; the header is line 1
 * @param column title of the column, null where the row as a whole is wrong
 * @param code stable word for programs
 * @param text sentence for people
 * @param value what stood there, shortened; null where nothing did
 */
@Schema(name = "UploadRowError")
record RowError(
        long row,
        @Nullable String column,
        Code code,
        String text,
        @Nullable String value) {
    private static final int MAX_VALUE = 100;
    private static final int MAX_TEXT = 300;

    /** Everything that can be wrong in a row. */
    enum Code {
        CELL_COUNT,
        MISSING_VALUE,
        DAMAGED_TEXT,
        INVALID_NUMBER,
        NEGATIVE_NUMBER,
        NUMBER_TOO_LARGE,
        INVALID_BOOLEAN,
        UNKNOWN_FREQUENCY,
        INVALID_PERIOD,
        FUTURE_PERIOD,
        UNKNOWN_AREA,
        UNKNOWN_FLOW,
        UNKNOWN_CLASSIFICATION,
        INVALID_COMMODITY,
        AMBIGUOUS_COMMODITY,
        COMMODITY_PADDED,
        REQUEST_CODE,
        DUPLICATE_KEY,
        REPLACED_IN_FILE
    }

    RowError {
        text = String.valueOf(storable(text, MAX_TEXT));
        value = storable(value, MAX_VALUE);
    }

    static RowError in(long row, Column column, Code code, String text, @Nullable String value) {
        return new RowError(row, column.title(), code, text, value);
    }

    static RowError ofRow(long row, Code code, String text) {
        return new RowError(row, null, code, text, null);
    }

    /** PostgreSQL stores no U+0000, and a broken cell may be of any length. */
    private static @Nullable String storable(@Nullable String text, int maxLength) {
        if (text == null) {
            return null;
        }
        String cut = text.length() <= maxLength ? text : text.substring(0, maxLength) + "…";
        return cut.replace('\u0000', '\uFFFD');
    }
}

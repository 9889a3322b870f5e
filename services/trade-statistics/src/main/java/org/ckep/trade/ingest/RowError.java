package org.ckep.trade.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in one row of a file.
 *
 * @param row number of the line on which the row starts; the header is line 1
 * @param column title of the column, null where the row as a whole is wrong
 * @param code stable word for programs, to which there is a sentence in each language
 * @param arguments what the sentence speaks of, shortened
 * @param value what stood there, shortened; null where nothing did
 */
record RowError(
        long row,
        @Nullable String column,
        Code code,
        List<String> arguments,
        @Nullable String value) {
    private static final int MAX_LENGTH = 100;

    /** Everything that can be said of a row. */
    enum Code {
        CELL_COUNT,
        /** The file ends in the middle of the row. */
        CUT_OFF,
        /** The file ends within quotes that are opened in the row. */
        QUOTE_NOT_CLOSED,
        /** One cell, the cells of one row together or their number exceed what is read; the file is refused. */
        CELL_TOO_LONG,
        ROW_TOO_LONG,
        TOO_MANY_CELLS,
        MISSING_VALUE,
        DAMAGED_TEXT,
        INVALID_NUMBER,
        NEGATIVE_NUMBER,
        NUMBER_TOO_LARGE,
        NUMBER_TOO_SMALL,
        INVALID_BOOLEAN,
        UNKNOWN_FREQUENCY,
        INVALID_PERIOD,
        PERIOD_OF_OTHER_FREQUENCY,
        YEAR_CONTRADICTS_PERIOD,
        FUTURE_PERIOD,
        UNKNOWN_AREA,
        UNKNOWN_FLOW,
        UNKNOWN_CLASSIFICATION,
        EDITION_MISSING,
        INVALID_COMMODITY,
        AMBIGUOUS_COMMODITY,
        REQUEST_CODE,
        UNKNOWN_ACTION,
        OTHER_DATAFLOW,
        /** The row names an agreement about the figures of another reporter. */
        REPORTER_OF_OTHER_AGREEMENT,
        UNKNOWN_MEASURE,
        UNKNOWN_UNIT,
        UNKNOWN_STATUS,
        /** The status says that there is no value. */
        VALUE_OF_MISSING,
        UNKNOWN_VALUATION,
        UNKNOWN_TRADE_SYSTEM,
        /** A row further up says another trade system of the same reporter. */
        OTHER_TRADE_SYSTEM,
        UNKNOWN_DECIMALS,
        CONFIDENTIAL_FIGURE,
        SINGLE_ATTRIBUTE_DELETED,
        DUPLICATE_KEY,
        /** Stands in reports of files that were refused before equal rows were merely counted. */
        DUPLICATE_ROW,
        EARLIER_DUPLICATE,
        /** The row was taken after a repair. */
        COMMODITY_PADDED,
        /** A later row with the same key was taken instead. */
        REPLACED_IN_FILE
    }

    RowError {
        arguments = arguments.stream().map(RowError::shown).toList();
        value = value == null ? null : shown(value);
    }

    /** What the sentence speaks of; a value that is missing is told by its column. */
    List<String> spokenOf() {
        return code == Code.MISSING_VALUE ? List.of(column == null ? "" : column) : arguments;
    }

    static RowError in(long row, String column, Code code, @Nullable String value, String... arguments) {
        return new RowError(row, column, code, List.of(arguments), value);
    }

    static RowError ofRow(long row, Code code, String... arguments) {
        return new RowError(row, null, code, List.of(arguments), null);
    }

    /** PostgreSQL stores no U+0000, and a broken cell may be of any length. */
    private static String shown(String text) {
        String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        return cut.replace('\u0000', '\uFFFD');
    }
}

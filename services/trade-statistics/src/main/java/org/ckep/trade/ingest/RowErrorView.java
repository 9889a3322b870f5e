package org.ckep.trade.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in one row of a file, as its sender reads it.
 *
 * @param row number of the line on which the row starts; the header is line 1
 * @param column title of the column, null where the row as a whole is wrong
 * @param code stable word for programs
 * @param text the sentence in each language
 * @param value what stood there, shortened; null where nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "UploadRowError")
record RowErrorView(
        long row,
        @Nullable String column,
        RowError.Code code,
        Map<String, String> text,
        @Nullable String value) {

    static RowErrorView of(RowError error) {
        return new RowErrorView(
                error.row(),
                error.column(),
                error.code(),
                ReportTexts.ERRORS.of(error.code(), error.spokenOf()),
                error.value());
    }
}

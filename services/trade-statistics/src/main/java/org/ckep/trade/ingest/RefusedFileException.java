package org.ckep.trade.ingest;

import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A file of which no row can be taken; the message is shown to whoever sent it. */
final class RefusedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the file is refused as a whole. */
    enum Reason {
        EMPTY,
        NOT_UTF8,
        UNKNOWN_CHARSET,
        QUOTE_NOT_CLOSED,
        CUT_OFF,
        OTHER_DIGEST,
        NOT_CSV,
        CELL_TOO_LONG,
        ROW_TOO_LONG,
        TOO_MANY_CELLS,
        DAMAGED_TEXT,
        NO_ROW_TAKEN,
        NOT_GZIP,
        COLUMN_MISSING,
        COLUMN_TWICE,
        BROKEN_ROWS,
        TOO_MANY_ERRORS,
        DUPLICATE_KEYS,
        OTHER_DATAFLOW,
        TOO_MANY_OPEN_DELETIONS,
        TOO_MANY_TOTALS_ROWS,
        /** A file that is declared full sets single measures. */
        FULL_OF_MEASURES,
        EXPANDS_TOO_FAR,
        /** A compressed file expands further than figures do. */
        IMPLAUSIBLE_EXPANSION;

        /** The reason as a stable word of the API. */
        String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final transient @Nullable RowError row;

    RefusedFileException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * A refusal because of one row.
     *
     * @param row what is wrong with it, for the list of errors
     */
    RefusedFileException(Reason reason, String message, @Nullable RowError row) {
        super(message, null, false, false);
        this.reason = reason;
        this.row = row;
    }

    /** The row that refuses the file and was counted by nobody yet, null where none does. */
    @Nullable
    RowError row() {
        return row;
    }

    Reason reason() {
        return reason;
    }

    /** The message, which is always present. */
    String text() {
        return String.valueOf(getMessage());
    }

    /** What the sender is told. */
    ProblemException problem() {
        UploadProblem type = reason == Reason.IMPLAUSIBLE_EXPANSION
                ? UploadProblem.IMPLAUSIBLE_EXPANSION
                : UploadProblem.UPLOAD_REFUSED;
        return new ProblemException(type, text()).withErrors(FieldError.at("", reason.code(), text()));
    }
}

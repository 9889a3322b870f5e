package org.ckep.trade.ingest;

import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;

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
        NOT_GZIP,
        COLUMN_MISSING,
        COLUMN_TWICE,
        BROKEN_ROWS,
        TOO_MANY_ERRORS,
        DUPLICATE_KEYS,
        OTHER_DATAFLOW,
        TOO_MANY_OPEN_DELETIONS,
        EXPANDS_TOO_FAR;

        /** The reason as a stable word of the API. */
        String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    RefusedFileException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
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
        return new ProblemException(UploadProblem.UPLOAD_REFUSED, text())
                .withErrors(FieldError.at("", reason.code(), text()));
    }
}

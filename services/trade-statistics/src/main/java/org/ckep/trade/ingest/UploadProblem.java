package org.ckep.trade.ingest;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What may be wrong with an upload as a whole. */
enum UploadProblem implements ProblemType {
    /** No row of the file was taken; the member {@code upload} tells why. */
    UPLOAD_REFUSED(422),
    /** A compressed file expands further than files of figures do; no row of it was taken. */
    IMPLAUSIBLE_EXPANSION(422),
    /** A statistician's file holds figures of another reporter than the own side. */
    FOREIGN_REPORTER(403);

    private final int status;

    UploadProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}

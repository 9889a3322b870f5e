package org.ckep.trade.ingest;

import java.util.UUID;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What the caller wants done with a file.
 *
 * @param source code of CL_SOURCE
 * @param acceptValidRows true where broken rows are left out and listed, false where one refuses the file
 * @param lastOfKeyWins true where the later of two rows with one key is taken, false where they refuse the file
 * @param provisional true where the figures are to be replaced by final ones
 * @param full true where the file is everything that there is of its slices, so that what it does not hold is taken back
 * @param release the draft that takes the figures, null where they are to be visible at once
 */
record UploadOptions(
        String source,
        boolean acceptValidRows,
        boolean lastOfKeyWins,
        boolean provisional,
        boolean full,
        @Nullable UUID release) {
    static final String ON_ERROR = "onError";
    static final String ON_CONFLICT = "onConflict";
    static final String STATUS = "status";
    static final String COVERAGE = "coverage";

    /**
     * Reads the parameters of the request.
     *
     * @throws ProblemException naming the parameter that is not one of its words
     */
    static UploadOptions of(
            String source,
            @Nullable String onError,
            @Nullable String onConflict,
            @Nullable String status,
            @Nullable String coverage,
            @Nullable UUID release) {
        boolean full = !isFirst(COVERAGE, coverage, "partial", "full");
        boolean acceptValidRows = isFirst(ON_ERROR, onError, "accept", "reject");
        if (full && acceptValidRows) {
            throw ProblemException.invalidParameter(
                    ON_ERROR,
                    "With coverage=full the parameter 'onError' must be reject: what a broken row left out would be taken"
                            + " back.");
        }
        return new UploadOptions(
                source,
                acceptValidRows,
                !isFirst(ON_CONFLICT, onConflict, "refuse", "last"),
                !isFirst(STATUS, status, "final", "provisional"),
                full,
                release);
    }

    /** How {@code onError} was read. */
    String onError() {
        return acceptValidRows ? "accept" : "reject";
    }

    /** How {@code onConflict} was read. */
    String onConflict() {
        return lastOfKeyWins ? "last" : "refuse";
    }

    /** How {@code coverage} was read. */
    String coverage() {
        return full ? "full" : "partial";
    }

    private static boolean isFirst(String parameter, @Nullable String given, String first, String second) {
        if (given == null || given.equals(first)) {
            return true;
        }
        if (given.equals(second)) {
            return false;
        }
        throw ProblemException.invalidParameter(
                parameter, "The parameter '" + parameter + "' must be " + first + " or " + second + ".");
    }
}

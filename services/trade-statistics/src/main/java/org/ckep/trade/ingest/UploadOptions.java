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
 * @param release the draft that takes the figures, null where they are to be visible at once
 */
record UploadOptions(
        String source,
        boolean acceptValidRows,
        boolean lastOfKeyWins,
        boolean provisional,
        @Nullable UUID release) {
    static final String ON_ERROR = "onError";
    static final String ON_CONFLICT = "onConflict";
    static final String STATUS = "status";

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
            @Nullable UUID release) {
        return new UploadOptions(
                source,
                isFirst(ON_ERROR, onError, "accept", "reject"),
                !isFirst(ON_CONFLICT, onConflict, "refuse", "last"),
                !isFirst(STATUS, status, "final", "provisional"),
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

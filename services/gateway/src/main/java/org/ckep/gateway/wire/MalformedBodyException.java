package org.ckep.gateway.wire;

import org.jspecify.annotations.Nullable;

/** Ends the reading of a request body whose chunks cannot be told apart. */
public final class MalformedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedBodyException() {
        super("the chunks of the request body cannot be read", null, false, false);
    }

    /** Whether a failure comes of a body that cannot be read. */
    public static boolean isCauseOf(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof MalformedBodyException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}

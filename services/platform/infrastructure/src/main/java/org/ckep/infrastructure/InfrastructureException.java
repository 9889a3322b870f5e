package org.ckep.infrastructure;

import org.jspecify.annotations.Nullable;

/** A server could not be prepared, started or reached; the message names the cause and, where there is one, the log file. */
public final class InfrastructureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InfrastructureException(String message) {
        super(message);
    }

    public InfrastructureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

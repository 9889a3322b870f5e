package org.ckep.local;

/** The first data could not be loaded; the message names the record and what the service answered. */
final class SeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SeedException(String message) {
        super(message);
    }

    SeedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.ckep.hub.filter;

/** An expression that is not CESQL. */
final class CesqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    CesqlException(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Where the fault is: index of a character of the expression, from 1. */
    int position() {
        return position;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

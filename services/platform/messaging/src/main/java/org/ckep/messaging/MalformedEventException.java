package org.ckep.messaging;

/** A record or row that is not one of our CloudEvents. Repeating the attempt cannot help: it belongs in quarantine. */
public class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message) {
        super(message);
    }

    public MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}

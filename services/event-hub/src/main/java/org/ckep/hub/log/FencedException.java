package org.ckep.hub.log;

/** Another appender has moved a partition's offset: what this one holds is not its to append. */
class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message, null, false, false);
    }
}

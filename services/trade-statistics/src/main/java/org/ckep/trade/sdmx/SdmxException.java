package org.ckep.trade.sdmx;

/** An answer of the SDMX root that is an error; its message is shown to the caller. */
final class SdmxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SdmxError error;
    private final boolean empty;

    SdmxException(SdmxError error, String text) {
        this(error, text, false);
    }

    private SdmxException(SdmxError error, String text, boolean empty) {
        super(text, null, false, false);
        this.error = error;
        this.empty = empty;
    }

    /** What was asked for exists, and nothing of it matches: an error in REST 1, an empty answer in REST 2. */
    static SdmxException empty(String text) {
        return new SdmxException(SdmxError.NO_RESULTS, text, true);
    }

    static SdmxException syntax(String text) {
        return new SdmxException(SdmxError.SYNTAX, text);
    }

    /** A parameter whose value is not understood. */
    static SdmxException parameter(String name, String value, String expected) {
        return syntax("The parameter '" + name + "' must be " + expected + ", not '" + shorten(value) + "'.");
    }

    static SdmxException noResults(String text) {
        return new SdmxException(SdmxError.NO_RESULTS, text);
    }

    static SdmxException unprocessable(String text) {
        return new SdmxException(SdmxError.UNPROCESSABLE, text);
    }

    static SdmxException notImplemented(String text) {
        return new SdmxException(SdmxError.NOT_IMPLEMENTED, text);
    }

    SdmxError error() {
        return error;
    }

    boolean isEmpty() {
        return empty;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}

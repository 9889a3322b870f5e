package org.ckep.trade.sdmx;

/** An answer of the SDMX root that is an error; its message is shown to the caller. */
final class SdmxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SdmxError error;

    SdmxException(SdmxError error, String text) {
        super(text, null, false, false);
        this.error = error;
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

    static SdmxException notImplemented(String text) {
        return new SdmxException(SdmxError.NOT_IMPLEMENTED, text);
    }

    SdmxError error() {
        return error;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}

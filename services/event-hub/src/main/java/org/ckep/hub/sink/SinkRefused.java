package org.ckep.hub.sink;

/** A sink that must not be asked. The message names the rule and never an address that a name led to. */
public final class SinkRefused extends RuntimeException {
    static final String UNKNOWN_HOST = "unknown-host";

    private static final long serialVersionUID = 1L;

    private final String code;

    SinkRefused(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Stable word for programs, for instance {@code address-forbidden}. */
    public String code() {
        return code;
    }

    /** The sentence for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** True where the name was not found, which may be so for a while only: resolvers do not always tell. */
    boolean isUnknownHost() {
        return code.equals(UNKNOWN_HOST);
    }
}

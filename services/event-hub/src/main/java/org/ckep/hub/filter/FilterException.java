package org.ckep.hub.filter;

import org.jspecify.annotations.Nullable;

/** A filter that cannot be understood, and where. */
public final class FilterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String code;
    private final @Nullable Integer position;

    FilterException(String pointer, String code, String message, @Nullable Integer position) {
        super(message, null, false, false);
        this.pointer = pointer;
        this.code = code;
        this.position = position;
    }

    FilterException(String pointer, String code, String message) {
        this(pointer, code, message, null);
    }

    /** JSON pointer from the list of filters to the fault. */
    public String pointer() {
        return pointer;
    }

    /** Stable word for programs. */
    public String code() {
        return code;
    }

    /** Index of the character in the CESQL expression that is at fault, from 1; null where there is none. */
    public @Nullable Integer position() {
        return position;
    }

    /** The sentence for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

package org.ckep.kernel.id;

import java.util.regex.Pattern;

/** The W3C trace context, by which what happens in several services is known to belong together. */
public final class TraceContext {
    /** Version 00: neither id is all zeros. */
    private static final Pattern TRACE_PARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceContext() {}

    /** Whether a text is a well-formed {@code traceparent}. */
    public static boolean isTraceParent(String text) {
        return TRACE_PARENT.matcher(text).matches();
    }
}

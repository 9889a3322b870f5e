package org.ckep.gateway.call;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.ckep.kernel.id.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a call.
 *
 * @param value the header's value
 * @param continued whether the caller began the trace; only then does his {@code tracestate} belong to it
 */
public record TraceParent(String value, boolean continued) {
    public static final String HEADER = "traceparent";

    /** The caller's trace if its header is well formed, else a new trace that leaves sampling to the services. */
    public static TraceParent continueOrStart(@Nullable String sent) {
        if (sent != null && TraceContext.isTraceParent(sent)) {
            return new TraceParent(sent, true);
        }
        // Ids of traces name and do not protect, so a fast generator serves.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        String traceId = hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
        return new TraceParent("00-" + traceId + "-" + hex.toHexDigits(random.nextLong() | 1) + "-01", false);
    }

    /** The 32 digits that all parts of the trace share. */
    public String traceId() {
        return value.substring(3, 35);
    }
}

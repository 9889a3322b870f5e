package org.ckep.gateway.call;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id by which one call is found in the logs of every service. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private RequestId() {}

    /** The caller's id if it is harmless in logs and headers, else a new one. */
    public static String acceptOrCreate(@Nullable String sent) {
        return sent != null && ACCEPTED.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}

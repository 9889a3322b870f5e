package org.ckep.hub.sink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token that the owner of an endpoint gave the platform for it (RFC 6750).
 *
 * @param endsAt from when it is not shown any more, null for one without an end
 */
public record StaticToken(String value, @Nullable Instant endsAt) implements BearerCredentials {
    @Override
    public String toString() {
        return "StaticToken[until " + endsAt + "]";
    }
}

package org.ckep.hub.subscription;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** After which number the stream of the current request begins and when it has to end; filled by {@link NumberFilter}. */
@RequestScoped
class NumberPoint {
    private @Nullable Owner owner;
    private @Nullable UUID id;
    private long number;
    private @Nullable Instant end;

    void from(Owner reader, UUID subscription, long known, @Nullable Instant tokenEnd) {
        owner = reader;
        id = subscription;
        number = known;
        end = tokenEnd;
    }

    Owner owner() {
        return Objects.requireNonNull(owner);
    }

    UUID id() {
        return Objects.requireNonNull(id);
    }

    /** The last number that the reader knows. */
    long number() {
        return number;
    }

    /** When the caller's token ends, null where it does not. */
    @Nullable
    Instant end() {
        return end;
    }
}

package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A size that its source gives in words. It is never cast to a number.
 *
 * @param level the agreed level that the words mean, null where they name none
 * @param words the source's own wording, null where only the level is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Qualitative(@Nullable Level level, @Nullable String words) {
    public Qualitative {
        if (level == null && (words == null || words.isBlank())) {
            throw new IllegalArgumentException("a qualitative value needs a level or words");
        }
    }

    /** Agreed levels. */
    public enum Level {
        NONE,
        LOW,
        MODERATE,
        HIGH,
        LARGELY,
        TOP_TIER
    }
}

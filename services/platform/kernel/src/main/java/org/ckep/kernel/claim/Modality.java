package org.ckep.kernel.claim;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** In which mood something is said. */
public enum Modality {
    /** Counted or measured. */
    MEASURED,
    /** Stated as a fact. */
    ASSERTED,
    /** Said to be intended. */
    STATED_INTENT,
    /** Planned with a date or an amount. */
    PLAN,
    /** Thought likely. */
    EXPECTATION,
    /** Thought right. */
    OPINION;

    private static final List<Modality> BY_DEFAULT =
            Stream.of(values()).filter(modality -> !modality.onlyOnRequest()).toList();

    /** True where a default answer leaves claims of this modality out. */
    public boolean onlyOnRequest() {
        return this == EXPECTATION || this == OPINION;
    }

    /**
     * What an answer is made of.
     *
     * @param asked what is asked for; null and empty stand for all that a default answer has
     */
    public static List<Modality> wanted(@Nullable Collection<Modality> asked) {
        return asked == null || asked.isEmpty() ? BY_DEFAULT : List.copyOf(asked);
    }
}

package org.ckep.kernel.value;

import org.ckep.kernel.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where a value cannot be what its type stands for. It is an {@link IllegalArgumentException} to code that makes
 * values itself; where a request brought the value, the caller is told its type and place.
 */
public final class ValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final @Nullable String member;

    /**
     * @param member the member of the value that is wrong, null where it has none or all of it is wrong
     * @param message a sentence for the caller, beginning in lower case and without its full stop
     */
    public ValueException(ProblemType type, @Nullable String member, String message) {
        super(message);
        this.type = type;
        this.member = member;
    }

    public ProblemType type() {
        return type;
    }

    /** The member of the value that is wrong, null where it has none or all of it is wrong. */
    public @Nullable String member() {
        return member;
    }
}

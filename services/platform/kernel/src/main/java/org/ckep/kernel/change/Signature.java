package org.ckep.kernel.change;

import java.time.Instant;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/**
 * One person's approval of exactly one content.
 *
 * @param subject the token's subject; never shown to the other side
 * @param hash what was signed
 * @param person true where a person gave it; null for one that was given before that was noted
 */
public record Signature(
        String subject,
        Side side,
        Function function,
        String hash,
        Instant at,
        @Nullable Boolean person) {
    /** As what somebody signs. Each change set has at most one valid signature of each. */
    public enum Function {
        /** Of the proposing side: who hands it in. */
        MAKER,
        /** Of the proposing side. */
        CHECKER,
        /** Of the other side. */
        REVIEWER,
        /** Of the other side: the checker whose signature brings the change into force. */
        APPROVER
    }
}

package org.ckep.kernel.reconciliation;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with an act on a break, with a cycle, or in a blind comparison. */
public enum ReconciliationProblem implements ProblemType {
    /** It is the other side's to explain, or to accept. */
    BREAK_OTHER_SIDE(403),
    /** A system does not agree to anything. */
    BREAK_PERSON_NEEDED(403),
    /** Who has prepared an agreement does not agree to it himself. */
    BREAK_OWN_APPROVAL(403),
    /** The figures, or what is said of them, are not those that the act means. */
    BREAK_HASH_DIFFERS(409),
    /** A break is assigned to a side, explained by a reason, and left as it is by its hash. */
    BREAK_INCOMPLETE(422),
    /** A month, or a later one, has its cycle. */
    CYCLE_CLOSED(409),
    /** Figures are compared as they stand, so no cycle is of a month long past, or of one without any. */
    CYCLE_MONTH(422),
    /** Hidden values are compared only where both sides want it. */
    BLIND_NOT_OPEN(409),
    /** A side commits one value in a cycle. */
    BLIND_COMMITTED(409);

    private final int status;

    ReconciliationProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}

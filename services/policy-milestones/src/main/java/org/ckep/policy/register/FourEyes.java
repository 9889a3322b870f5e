package org.ckep.policy.register;

import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;

/** Who may move a record: of a side's own record its checker, who did not write it; of an observed one any contributor. */
public final class FourEyes {
    private FourEyes() {}

    /**
     * Refuses a move by somebody who may not make it.
     *
     * @throws ProblemException FORBIDDEN
     */
    public static void requireMayMove(Viewer viewer, PolicyRecord record) {
        record.head().requireMayChange(viewer);
        if (record.head().stewardship() == Stewardship.OBSERVED) {
            if (!viewer.hasRole(Role.MAKER)) {
                throw forbidden("An observed record is moved by a maker.");
            }
            return;
        }
        requireChecker(viewer, record);
    }

    /**
     * Refuses an approval by a system, by somebody who is no checker, or by who wrote the record.
     *
     * @throws ProblemException FORBIDDEN
     */
    public static void requireChecker(Viewer viewer, PolicyRecord record) {
        if (!viewer.hasRole(Role.CHECKER)) {
            throw forbidden("This takes a checker.");
        }
        if (viewer.serviceAccount()) {
            throw forbidden("A system may draft and submit, and never approves.");
        }
        if (record.head().createdBy().equals(viewer.subject())) {
            throw forbidden("Nobody approves what he wrote himself.");
        }
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(KernelProblem.FORBIDDEN, detail);
    }
}

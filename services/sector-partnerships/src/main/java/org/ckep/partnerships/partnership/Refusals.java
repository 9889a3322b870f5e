package org.ckep.partnerships.partnership;

import java.util.List;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;

/**
 * Builds the refusals of one decision, each naming the states that are open to this caller.
 *
 * @param from the present state
 * @param open where this caller could lead the partnership from here
 */
record Refusals(StateName from, List<StateName> open) {
    Decision<PartnershipState> because(ProblemType type, String detail) {
        return Decision.refuse(type, detail, open.stream().map(StateName::name).toList());
    }

    Decision<PartnershipState> undefined(StateName to) {
        return because(KernelProblem.STATE_FORBIDS, "No way leads from " + from + " to " + to + ".");
    }
}

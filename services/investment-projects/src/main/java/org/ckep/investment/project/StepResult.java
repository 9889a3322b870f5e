package org.ckep.investment.project;

import java.util.List;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;

/** What the rules say to a step. */
sealed interface StepResult {
    /** The step is taken. */
    record Taken(ProjectSnapshot next) implements StepResult {}

    /**
     * The step is not taken.
     *
     * @param errors what is missing or wrong, and where
     * @param allowed names of the states that are open to this caller from here
     */
    record Refused(ProblemType type, String detail, List<FieldError> errors, List<String> allowed)
            implements StepResult {
        ProblemException toProblem() {
            return new ProblemException(type, detail).withErrors(errors).withMember("allowed", allowed);
        }
    }
}

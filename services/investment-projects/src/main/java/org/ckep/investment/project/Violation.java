package org.ckep.investment.project;

import java.util.List;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;

/**
 * A rule that a record breaks.
 *
 * @param type the problem that names the rule
 * @param error where, and what is wrong
 */
record Violation(ProblemType type, FieldError error) {
    Violation(ProblemType type, String pointer, String code, String message) {
        this(type, FieldError.at(pointer, code, message));
    }

    /** Throws the first violation's problem, listing all of them; does nothing where there is none. */
    static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            Violation first = violations.getFirst();
            throw new ProblemException(first.type(), first.error().message())
                    .withErrors(violations.stream().map(Violation::error).toList());
        }
    }
}

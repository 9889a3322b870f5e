package org.ckep.investment.register;

import java.util.List;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;

/**
 * A rule that a record breaks.
 *
 * @param type the problem that names the rule
 * @param pointer JSON pointer of what breaks it
 * @param code stable word for programs
 * @param message sentence for people
 */
public record Violation(ProblemType type, String pointer, String code, String message) {
    /** The violation of a rule for which its problem's slug is the code. */
    public Violation(ProblemType type, String pointer, String message) {
        this(type, pointer, type.slug(), message);
    }

    /** Where it is broken, and what is wrong. */
    public FieldError error() {
        return FieldError.at(pointer, code, message);
    }

    /** Throws the first violation's problem, listing all of them; does nothing where there is none. */
    public static void refuse(List<Violation> violations) {
        refuse(violations, "");
    }

    /**
     * The same where what was checked is a part of the request.
     *
     * @param under JSON pointer of that part, under which the violations' own pointers stand
     */
    public static void refuse(List<Violation> violations, String under) {
        if (!violations.isEmpty()) {
            Violation first = violations.getFirst();
            throw new ProblemException(first.type, first.message)
                    .withErrors(violations.stream()
                            .map(one -> FieldError.at(under + one.pointer, one.code, one.message))
                            .toList());
        }
    }
}

package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a project brings, counted in persons.
 *
 * @param planned how many by the plan, null where not stated
 * @param actual how many there are, null where not stated
 * @param estimated true where the source estimates them; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Jobs(
        @Nullable Quantity planned,
        @Nullable Quantity actual,
        @Nullable Boolean estimated) {
    static final String COUNTED = "PERSON";

    Jobs {
        estimated = Boolean.TRUE.equals(estimated) ? estimated : null;
    }

    /**
     * What is wrong with the numbers.
     *
     * @param pointer JSON pointer of the jobs in the request
     */
    List<Violation> violations(String pointer) {
        List<Violation> violations = new ArrayList<>();
        if (planned == null && actual == null) {
            violations.add(violation(pointer, "empty", "Jobs are planned or actual ones; neither is given."));
        }
        count(planned, pointer + "/planned", violations);
        count(actual, pointer + "/actual", violations);
        return violations;
    }

    private static void count(@Nullable Quantity jobs, String pointer, List<Violation> violations) {
        if (jobs == null) {
            return;
        }
        if (!COUNTED.equals(jobs.countingUnit()) || jobs.unit() != null) {
            violations.add(violation(
                    pointer,
                    "unit",
                    "Jobs are counted in persons: their countingUnit is PERSON, and they have no unit."));
        }
        boolean whole = jobs.value().stripTrailingZeros().scale() <= 0
                && (jobs.upper() == null || jobs.upper().stripTrailingZeros().scale() <= 0);
        if (!whole || jobs.value().signum() < 0) {
            violations.add(violation(pointer, "count", "Jobs are a whole number of at least zero."));
        }
    }

    private static Violation violation(String pointer, String code, String message) {
        return new Violation(ProjectProblem.PROJECT_JOBS, pointer, code, message);
    }
}

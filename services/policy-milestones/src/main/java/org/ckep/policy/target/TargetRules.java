package org.ckep.policy.target;

import java.util.Optional;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.Relation;
import org.jspecify.annotations.Nullable;

/** Rule M11: a target says in which direction it is reached. */
final class TargetRules {
    private TargetRules() {}

    /**
     * What is wrong with the direction of a target.
     *
     * @param metric code of what is measured; one that ends in RANK counts places from the first
     */
    static Optional<FieldError> wrongDirection(String metric, @Nullable Relation relation) {
        if (relation == null) {
            return Optional.of(FieldError.at(
                    "/relation", "relation-missing", "A target says whether it is a floor, a ceiling or exact."));
        }
        return switch (relation) {
            case APPROX, RANGE ->
                Optional.of(FieldError.at("/relation", "relation-without-direction", relation + " has no direction."));
            case GT, GE, EQ ->
                metric.endsWith("RANK")
                        ? Optional.of(FieldError.at(
                                "/relation",
                                "rank-upside-down",
                                "The first place is 1, so a rank is reached downwards: LE or LT."))
                        : Optional.empty();
            case LT, LE -> Optional.empty();
        };
    }
}

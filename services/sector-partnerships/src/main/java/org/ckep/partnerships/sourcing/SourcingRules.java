package org.ckep.partnerships.sourcing;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Share;
import org.jspecify.annotations.Nullable;

/** Rule P7. Pure; the other shares are those that the actor may read, never hidden ones (rule C9). */
final class SourcingRules {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private SourcingRules() {}

    /** P7: an adoption of FULL stands with no share, or with 100. */
    static Optional<ProblemException> checkAdoption(Adoption adoption, @Nullable Share share) {
        if (adoption != Adoption.FULL || share == null || share.unknownReason() != null) {
            return Optional.empty();
        }
        BigDecimal exact = share.exact();
        return exact != null && exact.compareTo(HUNDRED) == 0
                ? Optional.empty()
                : problem(
                        SourcingProblem.FULL_ADOPTION_WITH_PARTIAL_SHARE,
                        "P7: adoption FULL means everything; the share is 100 or is left out.");
    }

    /**
     * P7: the shares of one buyer and material at one time do not exceed 100 percent together. Of an interval the lower
     * bound counts, since only that is certain; an unknown share counts nothing.
     */
    static Optional<ProblemException> checkSum(@Nullable Share share, Collection<Share> others) {
        BigDecimal sum = lowerBound(share);
        for (Share other : others) {
            sum = sum.add(lowerBound(other));
        }
        return sum.compareTo(HUNDRED) <= 0
                ? Optional.empty()
                : problem(
                        SourcingProblem.SOURCING_SHARES_ABOVE_100,
                        "P7: with this one the buyer's shares of the material sum to " + sum.toPlainString()
                                + " percent.");
    }

    private static BigDecimal lowerBound(@Nullable Share share) {
        if (share == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal exact = share.exact();
        BigDecimal min = share.min();
        if (exact != null) {
            return exact;
        }
        return min != null ? min : BigDecimal.ZERO;
    }

    private static Optional<ProblemException> problem(ProblemType type, String message) {
        return Optional.of(
                new ProblemException(type, message).withErrors(FieldError.at("/share", type.slug(), message)));
    }
}

package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;

/** Rule I1: the shareholding of a project's vehicle adds up. */
final class HoldingRules {
    /** Rounded shares may miss the whole by this much, in percentage points. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.05");

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private HoldingRules() {}

    /** True where the holdings are complete, or what is missing is entered as undisclosed. */
    static boolean isSettled(List<Holding> holdings) {
        if (holdings.isEmpty()) {
            return false;
        }
        boolean remainderUndisclosed = holdings.stream().anyMatch(holding -> holding.holder() == null);
        boolean allExact = holdings.stream().allMatch(holding -> holding.share().exact() != null);
        return remainderUndisclosed
                || (allExact && atLeast(holdings).subtract(WHOLE).abs().compareTo(TOLERANCE) <= 0);
    }

    /** What is wrong with the holdings. */
    static List<Violation> violations(List<Holding> holdings) {
        List<Violation> violations = new ArrayList<>();
        Set<OrgRef> holders = new HashSet<>();
        for (int i = 0; i < holdings.size(); i++) {
            OrgRef holder = holdings.get(i).holder();
            if (holder != null && holder.isNamed() && !holders.add(holder)) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_SHARES_EXCEED_WHOLE,
                        "/holdings/" + i + "/holder",
                        "duplicate",
                        "The holder stands twice."));
            }
        }
        BigDecimal sum = atLeast(holdings);
        if (sum.compareTo(WHOLE.add(TOLERANCE)) > 0) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_SHARES_EXCEED_WHOLE,
                    "/holdings",
                    "sum",
                    "The shares sum to " + sum.toPlainString() + " percent."));
        }
        return violations;
    }

    /** The sum that is certain: exact shares and lower bounds. */
    private static BigDecimal atLeast(List<Holding> holdings) {
        return holdings.stream()
                .map(Holding::share)
                .map(HoldingRules::atLeast)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal atLeast(Share share) {
        return share.exact() != null ? share.exact() : Objects.requireNonNullElse(share.min(), BigDecimal.ZERO);
    }
}

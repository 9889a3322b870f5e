package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.jspecify.annotations.Nullable;

/**
 * Rule I9: the phases of a project do not sum to more than the whole, unless {@code phasesPartial} says that its sum is
 * not that of all phases. Pure: sees the phases that the writer may read, and nothing else.
 */
final class PhaseRules {
    private PhaseRules() {}

    /**
     * A phase as the rule sees it.
     *
     * @param total the sum that it invests, null where not known
     */
    record Phase(@Nullable Investment total, ProjectStatus state, Modality modality) {

        /** True where its sum is a part of that sum: what was given up or is only expected is no part of it. */
        boolean isPartOf(Investment whole) {
            boolean gone = state == ProjectStatus.WITHDRAWN || state == ProjectStatus.CANCELLED;
            return !gone
                    && !modality.onlyOnRequest()
                    && total != null
                    && total.currency().equals(whole.currency())
                    && total.basis() == whole.basis();
        }
    }

    /**
     * What the phases sum to where that is more than the whole, null where it is not. Sums of other currencies and of
     * another basis are not compared.
     */
    static @Nullable BigDecimal tooMuch(Investment whole, List<Phase> phases) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Phase phase : phases) {
            Investment total = phase.total();
            if (total != null && phase.isPartOf(whole)) {
                sum = sum.add(total.amount());
            }
        }
        boolean anything = sum.signum() > 0;
        return anything && sum.compareTo(whole.amount()) > 0 ? sum : null;
    }
}

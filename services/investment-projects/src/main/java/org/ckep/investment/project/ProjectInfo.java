package org.ckep.investment.project;

import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * What other features need to know of a project that their viewer may read.
 *
 * @param classification who may read it
 * @param ownerSide the side that stands behind it, null where none or both do
 * @param raisesCapital whether it is a capital increase
 * @param totalInvestment what it invests, null where that is not known
 */
public record ProjectInfo(
        Urn urn,
        LocalizedText title,
        Classification classification,
        @Nullable Side ownerSide,
        boolean raisesCapital,
        @Nullable Money totalInvestment) {
    static ProjectInfo of(Project project) {
        return new ProjectInfo(
                project.urn(),
                project.title(),
                project.head().classification(),
                project.head().ownerSide(),
                project.raisesCapital(),
                money(project.amounts().get(ProjectContent.TOTAL_INVESTMENT)));
    }

    private static @Nullable Money money(@Nullable Investment investment) {
        return investment == null ? null : new Money(investment.amount(), investment.currency(), null, null);
    }

    /**
     * The factor of a unit by which a sum differs from what the project invests (rule I14), such as 10,000 where one of them
     * stands in 万/만; null where they go together or are not comparable.
     */
    public @Nullable Long unitFactor(Money sum) {
        return totalInvestment == null || !totalInvestment.currency().equals(sum.currency())
                ? null
                : UnitGuard.factor(totalInvestment.amount(), sum.amount());
    }
}

package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ckep.kernel.access.Side;

/**
 * How alike the contributions of the two sides are: 0 is a pure vertical division of labour, 1 means that both bring the
 * same kinds of things. For contribution classes k and weights w from 0 to 3:
 *
 * <p>{@code H = Σ_k min(w_CN,k , w_KR,k) / Σ_k max(w_CN,k , w_KR,k)}
 *
 * <p>(domain model, section 10.3). The fraction stands beside the value, which is rounded.
 *
 * @param value H, rounded half up to two decimals
 * @param common the numerator: what both bring
 * @param total the denominator: what either brings, above 0
 */
record Horizontality(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal value, int common, int total) {

    /**
     * One side's weight in one class.
     *
     * @param weight 0 to 3 (P9)
     */
    record Weight(Side side, ContributionClass kind, int weight) {}

    /**
     * The index of these weights, or empty where nobody brings anything: then there is no H. Where several organisations
     * of one side bring the same class, the strongest of them counts for the side.
     */
    static Optional<Horizontality> of(Collection<Weight> weights) {
        Map<ContributionClass, Integer> cn = strongest(weights, Side.CN);
        Map<ContributionClass, Integer> kr = strongest(weights, Side.KR);
        int common = 0;
        int total = 0;
        for (ContributionClass kind : ContributionClass.values()) {
            int left = cn.getOrDefault(kind, 0);
            int right = kr.getOrDefault(kind, 0);
            common += Math.min(left, right);
            total += Math.max(left, right);
        }
        return total == 0
                ? Optional.empty()
                : Optional.of(new Horizontality(
                        BigDecimal.valueOf(common).divide(BigDecimal.valueOf(total), 2, RoundingMode.HALF_UP),
                        common,
                        total));
    }

    private static Map<ContributionClass, Integer> strongest(Collection<Weight> weights, Side side) {
        Map<ContributionClass, Integer> strongest = new EnumMap<>(ContributionClass.class);
        for (Weight weight : weights) {
            if (weight.side() == side) {
                strongest.merge(weight.kind(), weight.weight(), Math::max);
            }
        }
        return strongest;
    }
}

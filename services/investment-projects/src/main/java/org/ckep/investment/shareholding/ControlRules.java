package org.ckep.investment.shareholding;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.kernel.id.Urn;

/**
 * Rule I17: what an organisation controls in another one, by itself and through those that it controls. Whoever holds more
 * than half of an organisation, by himself or through such, controls it. Pure; ends on holdings in a circle, since what is
 * controlled only grows.
 */
final class ControlRules {
    private static final BigDecimal HALF = BigDecimal.valueOf(50);

    private ControlRules() {}

    /**
     * What one organisation controls in the entity.
     *
     * @param direct percent that it holds by itself
     * @param total percent that it holds by itself and through others
     * @param through the organisations through which it holds a part
     */
    record Part(Urn holder, BigDecimal direct, BigDecimal total, Set<Urn> through) {}

    /**
     * Everybody who controls a part of the entity, the greatest part first.
     *
     * @param holdings who holds how many percent at least, by the organisation whose parts are held
     */
    static List<Part> parts(Urn entity, Map<Urn, Map<Urn, BigDecimal>> holdings) {
        Set<Urn> holders = new LinkedHashSet<>();
        holdings.values().forEach(of -> holders.addAll(of.keySet()));
        holders.remove(entity);
        List<Part> parts = new ArrayList<>();
        for (Urn holder : holders) {
            Part part = part(holder, entity, holdings);
            if (part.total().signum() > 0) {
                parts.add(part);
            }
        }
        parts.sort(Comparator.comparing(Part::total, Comparator.reverseOrder())
                .thenComparing(part -> part.holder().toString()));
        return parts;
    }

    private static Part part(Urn holder, Urn entity, Map<Urn, Map<Urn, BigDecimal>> holdings) {
        Set<Urn> controlled = controlled(holder, entity, holdings);
        Map<Urn, BigDecimal> ofEntity = holdings.getOrDefault(entity, Map.of());
        Set<Urn> through = new TreeSet<>(Comparator.comparing(Urn::toString));
        ofEntity.forEach((other, percent) -> {
            if (controlled.contains(other) && !other.equals(holder) && percent.signum() > 0) {
                through.add(other);
            }
        });
        return new Part(
                holder,
                Objects.requireNonNullElse(ofEntity.get(holder), BigDecimal.ZERO),
                sum(ofEntity, controlled),
                through);
    }

    /** The holder and all that he controls, without the entity: what that holds in itself is nobody's. */
    private static Set<Urn> controlled(Urn holder, Urn entity, Map<Urn, Map<Urn, BigDecimal>> holdings) {
        Set<Urn> controlled = new HashSet<>(Set.of(holder));
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Urn, Map<Urn, BigDecimal>> of : holdings.entrySet()) {
                if (!of.getKey().equals(entity)
                        && sum(of.getValue(), controlled).compareTo(HALF) > 0) {
                    more |= controlled.add(of.getKey());
                }
            }
        }
        return controlled;
    }

    private static BigDecimal sum(Map<Urn, BigDecimal> holdings, Set<Urn> holders) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Urn, BigDecimal> holding : holdings.entrySet()) {
            sum = holders.contains(holding.getKey()) ? sum.add(holding.getValue()) : sum;
        }
        return sum;
    }
}

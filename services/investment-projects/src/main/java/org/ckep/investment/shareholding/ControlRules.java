package org.ckep.investment.shareholding;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.kernel.id.Urn;

/**
 * Rule I17: what an organisation controls in another one, by itself and through those that it controls. Whoever holds more
 * than half of an organisation, by himself or through such, controls it. Pure; ends on holdings in a circle, since what is
 * controlled only grows.
 */
final class ControlRules {
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
    static List<Part> parts(Urn entity, Map<Urn, Map<Urn, Least>> holdings) {
        Map<Urn, Map<Urn, Least>> held = held(holdings);
        Map<Urn, Least> ofEntity = holdings.getOrDefault(entity, Map.of());
        List<Part> parts = new ArrayList<>();
        for (Urn holder : held.keySet()) {
            if (holder.equals(entity)) {
                continue;
            }
            Part part = part(holder, controlled(holder, entity, held), ofEntity);
            if (part.total().signum() > 0) {
                parts.add(part);
            }
        }
        parts.sort(Comparator.comparing(Part::total, Comparator.reverseOrder())
                .thenComparing(part -> part.holder().toString()));
        return parts;
    }

    /** The same by holder: what each of them holds of whom. */
    private static Map<Urn, Map<Urn, Least>> held(Map<Urn, Map<Urn, Least>> holdings) {
        Map<Urn, Map<Urn, Least>> held = new LinkedHashMap<>();
        holdings.forEach((entity, of) -> of.forEach((holder, least) ->
                held.computeIfAbsent(holder, none -> new LinkedHashMap<>()).put(entity, least)));
        return held;
    }

    private static Part part(Urn holder, Set<Urn> controlled, Map<Urn, Least> ofEntity) {
        Set<Urn> through = new TreeSet<>(Comparator.comparing(Urn::toString));
        Least total = Least.NOTHING;
        for (Map.Entry<Urn, Least> one : ofEntity.entrySet()) {
            if (!controlled.contains(one.getKey())) {
                continue;
            }
            total = total.plus(one.getValue());
            if (!one.getKey().equals(holder) && one.getValue().percent().signum() > 0) {
                through.add(one.getKey());
            }
        }
        return new Part(holder, ofEntity.getOrDefault(holder, Least.NOTHING).percent(), total.percent(), through);
    }

    /**
     * The holder and all that he controls, without the entity: what that holds in itself is nobody's. Each of them adds its
     * parts once to what is counted of the others.
     */
    private static Set<Urn> controlled(Urn holder, Urn entity, Map<Urn, Map<Urn, Least>> held) {
        Set<Urn> controlled = new HashSet<>(Set.of(holder));
        Map<Urn, Least> counted = new HashMap<>();
        Deque<Urn> left = new ArrayDeque<>(controlled);
        while (!left.isEmpty()) {
            held.getOrDefault(left.remove(), Map.of()).forEach((other, least) -> {
                Least sum = counted.getOrDefault(other, Least.NOTHING).plus(least);
                counted.put(other, sum);
                if (sum.isMajority() && !other.equals(entity) && controlled.add(other)) {
                    left.add(other);
                }
            });
        }
        return controlled;
    }
}

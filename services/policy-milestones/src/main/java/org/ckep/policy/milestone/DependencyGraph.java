package org.ckep.policy.milestone;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** Rules M1 and M2 over the links that the actor may read. */
final class DependencyGraph {
    /** Longest wait or overlap that a link may carry, in days; more is a typing error. */
    static final int MAX_LAG_DAYS = 3650;

    /** Longest overlap, in days before the predecessor's end. */
    static final int MIN_LAG_DAYS = -365;

    private DependencyGraph() {}

    /** A link: {@code to} depends on {@code from}. */
    record Edge(UUID from, UUID to) {}

    /**
     * The cycle that a new link would close.
     *
     * @param edges at least all links that can be reached from {@code to}
     * @return the milestones on the way from {@code to} back to {@code from}, both included; empty where the new link
     *     closes no cycle
     */
    static List<UUID> cycleClosedBy(Collection<Edge> edges, UUID from, UUID to) {
        if (from.equals(to)) {
            return List.of(from);
        }
        Map<UUID, List<UUID>> successors = new HashMap<>();
        for (Edge edge : edges) {
            successors.computeIfAbsent(edge.from(), any -> new ArrayList<>()).add(edge.to());
        }
        Map<UUID, UUID> cameFrom = new HashMap<>();
        Deque<UUID> next = new ArrayDeque<>(List.of(to));
        while (!next.isEmpty()) {
            UUID here = next.remove();
            for (UUID there : successors.getOrDefault(here, List.of())) {
                if (!there.equals(to) && cameFrom.putIfAbsent(there, here) == null) {
                    if (there.equals(from)) {
                        return way(cameFrom, to, from);
                    }
                    next.add(there);
                }
            }
        }
        return List.of();
    }

    private static List<UUID> way(Map<UUID, UUID> cameFrom, UUID start, UUID end) {
        List<UUID> way = new ArrayList<>();
        for (@Nullable UUID step = end; step != null; step = step.equals(start) ? null : cameFrom.get(step)) {
            way.add(step);
        }
        Collections.reverse(way);
        return way;
    }

    /** Rule M2: true where the predecessor's due date plus the lag certainly lies after the successor's due date. */
    static boolean isAtRisk(
            DependencyType type, int lagDays, @Nullable FuzzyDate predecessorDue, @Nullable FuzzyDate successorDue) {
        return type == DependencyType.FS
                && predecessorDue != null
                && successorDue != null
                && predecessorDue.start().plusDays(lagDays).isAfter(successorDue.end());
    }
}

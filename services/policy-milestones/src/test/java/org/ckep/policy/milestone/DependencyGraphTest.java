package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.milestone.DependencyGraph.Edge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyGraphTest {
    private static final UUID A = id(1);
    private static final UUID B = id(2);
    private static final UUID C = id(3);

    @Test
    void m1_selfEdgeIsACycle() {
        assertThat(DependencyGraph.cycleClosedBy(List.of(), A, A)).containsExactly(A);
    }

    @Test
    void m1_oppositeEdgeClosesACycle() {
        assertThat(DependencyGraph.cycleClosedBy(List.of(new Edge(A, B)), B, A)).containsExactly(A, B);
    }

    @Test
    void m1_longCycleIsNamedInOrder() {
        assertThat(DependencyGraph.cycleClosedBy(List.of(new Edge(A, B), new Edge(B, C)), C, A))
                .containsExactly(A, B, C);
    }

    @Test
    void m1_diamondIsNoCycle() {
        assertThat(DependencyGraph.cycleClosedBy(
                        List.of(new Edge(A, B), new Edge(A, C), new Edge(B, id(4)), new Edge(C, id(4))), A, id(4)))
                .isEmpty();
    }

    /** Random histories: whatever is asked for in whatever order, the accepted edges can be ordered topologically. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void m1_randomHistoriesStayAcyclic(long seed) {
        Random random = new Random(seed);
        List<UUID> nodes =
                IntStream.range(0, 12).mapToObj(DependencyGraphTest::id).toList();
        List<Edge> edges = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            if (!edges.isEmpty() && random.nextInt(5) == 0) {
                edges.remove(random.nextInt(edges.size()));
                continue;
            }
            UUID from = nodes.get(random.nextInt(nodes.size()));
            UUID to = nodes.get(random.nextInt(nodes.size()));
            if (DependencyGraph.cycleClosedBy(edges, from, to).isEmpty()) {
                edges.add(new Edge(from, to));
            } else {
                refused++;
            }
            assertThat(isAcyclic(nodes, edges)).isTrue();
        }
        assertThat(refused).isPositive();
    }

    private static boolean isAcyclic(List<UUID> nodes, List<Edge> edges) {
        Set<UUID> left = new HashSet<>(nodes);
        boolean removed = true;
        while (removed) {
            Set<UUID> waiting = new HashSet<>();
            edges.stream().filter(edge -> left.contains(edge.from())).forEach(edge -> waiting.add(edge.to()));
            removed = left.removeIf(node -> !waiting.contains(node));
        }
        return left.isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FS, 0, 2026-06-30, 2026-06-30, false",
        "FS, 1, 2026-06-30, 2026-06-30, true",
        "FS, -30, 2026-06-30, 2026-06-01, false",
        "FS, 0, 2026, 2026-03, false",
        "FS, 0, 2027, 2026-12, true",
        "SS, 30, 2026-06-30, 2026-06-30, false",
        "DEPENDS_ON, 30, 2026-06-30, 2026-06-30, false"
    })
    void m2_lagBeyondTheSuccessorsDueIsARisk(
            DependencyType type, int lag, String predecessor, String successor, boolean atRisk) {
        assertThat(DependencyGraph.isAtRisk(type, lag, FuzzyDate.parse(predecessor), FuzzyDate.parse(successor)))
                .isEqualTo(atRisk);
        assertThat(DependencyGraph.isAtRisk(type, lag, null, FuzzyDate.parse(successor)))
                .isFalse();
    }

    private static UUID id(int number) {
        return new UUID(0x4000L, 0x8000000000000000L + number);
    }
}

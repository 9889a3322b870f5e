package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules I10 and I11 on graphs that grow and change at random: an edge or a count is refused where it would close a circle or
 * count one money twice, and nowhere else. The graph is kept here a second time, and read at the end.
 */
@QuarkusTest
class ProjectTreeHistoriesTest {
    private static final int PROJECTS = 7;
    private static final int CHANGES = 150;
    private static final List<String> RELATIONS = List.of("PHASE_OF", "EXPANDS", "UPGRADES", "REPLACES", "FUNDS");

    /** A project as this test knows it. */
    private static final class Node {
        private final String urn;
        private @Nullable Node parent;
        private @Nullable String relation;
        private boolean counted = true;

        private Node(String urn) {
            this.urn = urn;
        }

        private boolean sharesMoneyWithItsParent() {
            return "PHASE_OF".equals(relation) || "FUNDS".equals(relation);
        }

        /** Whether one that it shares the money of is counted too, however far above. */
        private boolean isCountedTwice() {
            Set<Node> seen = new HashSet<>();
            Node node = this;
            while (counted && node.parent != null && node.sharesMoneyWithItsParent() && seen.add(node)) {
                node = node.parent;
                if (node != this && node.counted) {
                    return true;
                }
            }
            return false;
        }

        private boolean isOnACircle() {
            Set<Node> seen = new HashSet<>();
            for (Node above = parent; above != null && seen.add(above); above = above.parent) {
                if (above == this) {
                    return true;
                }
            }
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void i10_i11_noHistoryClosesACircleOrCountsAMoneyTwice(long seed) {
        Random random = new Random(seed);
        Api cn = Api.cnMaker();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < PROJECTS; i++) {
            nodes.add(new Node(cn.create("projects", Records.project(""))));
        }
        int circles = 0;
        int countedTwice = 0;
        int taken = 0;
        for (int change = 0; change < CHANGES; change++) {
            Node node = nodes.get(random.nextInt(PROJECTS));
            @Nullable Node parent = node.parent;
            @Nullable String relation = node.relation;
            boolean counted = node.counted;
            if (random.nextInt(3) > 0) {
                node.parent = random.nextInt(8) == 0 ? null : nodes.get(random.nextInt(PROJECTS));
                // Mostly relations of one money, so that ways of several steps come about.
                node.relation = node.parent == null
                        ? null
                        : random.nextBoolean() ? "PHASE_OF" : RELATIONS.get(random.nextInt(RELATIONS.size()));
            }
            node.counted = random.nextBoolean();
            boolean circle = node.isOnACircle();
            boolean twice = nodes.stream().anyMatch(Node::isCountedTwice);
            Response answer = cn.patch("projects/" + Records.id(node.urn), body(node));
            if (circle || twice) {
                String type = answer.path("type");
                assertThat(type)
                        .as("change %d of the seed %d", change, seed)
                        .isIn(
                                circle ? "urn:ckep:problem:project-cycle" : "none",
                                twice ? "urn:ckep:problem:project-counted-twice" : "none");
                circles += circle ? 1 : 0;
                countedTwice += twice ? 1 : 0;
                node.parent = parent;
                node.relation = relation;
                node.counted = counted;
            } else {
                assertThat(answer.statusCode())
                        .as("change %d of the seed %d: %s", change, seed, answer.asString())
                        .isEqualTo(200);
                taken++;
            }
        }
        assertThat(List.of(circles, countedTwice, taken))
                .as("of each kind some")
                .allMatch(number -> number > 5);
        nodes.forEach(node -> assertStored(cn, node));
    }

    private static String body(Node node) {
        return node.parent == null
                ? "{\"parentProject\": null, \"relation\": null, \"countsTowardAggregate\": %s}".formatted(node.counted)
                : "{\"parentProject\": \"%s\", \"relation\": \"%s\", \"countsTowardAggregate\": %s}"
                        .formatted(node.parent.urn, node.relation, node.counted);
    }

    private static void assertStored(Api cn, Node node) {
        Response stored = cn.get("projects/" + Records.id(node.urn));
        assertThat(stored.<String>path("parentProject")).isEqualTo(node.parent == null ? null : node.parent.urn);
        assertThat(stored.<String>path("relation")).isEqualTo(node.relation);
        assertThat(stored.<Boolean>path("countsTowardAggregate")).isEqualTo(node.counted);
    }
}

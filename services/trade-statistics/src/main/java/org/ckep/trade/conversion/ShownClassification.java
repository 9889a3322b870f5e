package org.ckep.trade.conversion;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.trade.observation.Edition;
import org.jspecify.annotations.Nullable;

/** A classification in which figures are shown, and the tables that lead to it. */
enum ShownClassification {
    HS22(Edition.HS22),
    HS17(Edition.HS17),
    HS12(Edition.HS12);

    /** Editions that tables lead from, each to the next one, which is older. */
    private static final List<Edition> CHAIN = List.of(Edition.HS22, Edition.HS17, Edition.HS12);

    private final Edition edition;

    ShownClassification(Edition edition) {
        this.edition = edition;
    }

    /**
     * How figures of an edition come here.
     *
     * @param tables the correspondences to go through, one after the other; empty where figures stay as they are
     * @param obstacle why they do not come here, null where they do
     */
    record Way(Edition from, List<String> tables, @Nullable Obstacle obstacle) {
        Way {
            tables = List.copyOf(tables);
        }
    }

    /** The classification of that name; empty for any other text. */
    static Optional<ShownClassification> ofName(String name) {
        return Arrays.stream(values())
                .filter(classification -> classification.name().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(ShownClassification::name).collect(Collectors.joining(", "));
    }

    /** The edition of the Harmonized System that it is, null for any other classification. */
    @Nullable
    Edition edition() {
        return edition;
    }

    /** The ways from all editions. */
    List<Way> ways() {
        return Arrays.stream(Edition.values()).map(this::wayFrom).toList();
    }

    /** The way from an edition; official tables lead from newer editions to older ones alone. */
    Way wayFrom(Edition from) {
        if (from == edition) {
            return new Way(from, List.of(), null);
        }
        if (from.compareTo(edition) < 0) {
            return new Way(from, List.of(), Obstacle.NEWER_EDITION);
        }
        List<Edition> passed = CHAIN.subList(CHAIN.indexOf(from), CHAIN.indexOf(edition) + 1);
        return new Way(from, tables(passed), null);
    }

    private static List<String> tables(List<Edition> passed) {
        return IntStream.range(1, passed.size())
                .mapToObj(step -> passed.get(step - 1) + "_" + passed.get(step))
                .toList();
    }
}

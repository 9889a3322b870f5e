package org.ckep.trade.conversion;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckep.trade.observation.Edition;
import org.jspecify.annotations.Nullable;

/** A classification in which figures are shown, and the tables that lead to it. */
enum ShownClassification {
    HS22(Edition.HS22),
    HS17(Edition.HS17),
    HS12(Edition.HS12),
    HS07(Edition.HS07),
    /** Standard International Trade Classification, Rev. 4, by tables of two editions. */
    SITC4(null),
    /** International Standard Industrial Classification, Rev. 4, by way of HS 2007 and its revisions 3 and 3.1. */
    ISIC4(null),
    /** Items of Korea's ministry, by the beginning of codes in any edition. */
    MTI(null);

    /** Editions that tables lead from, each to the next one, which is older. */
    private static final List<Edition> CHAIN = List.of(Edition.HS22, Edition.HS17, Edition.HS12, Edition.HS07);

    private static final List<Edition> WITH_SITC = List.of(Edition.HS22, Edition.HS17);

    private static final List<String> INDUSTRIES = List.of("HS07_ISIC3", "ISIC3_ISIC31", "ISIC31_ISIC4");

    private final @Nullable Edition edition;

    ShownClassification(@Nullable Edition edition) {
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
        return switch (this) {
            case HS22, HS17, HS12, HS07 ->
                edition == null || from.compareTo(edition) < 0
                        ? new Way(from, List.of(), Obstacle.NEWER_EDITION)
                        : new Way(from, tables(from, edition), null);
            case SITC4 ->
                WITH_SITC.contains(from)
                        ? new Way(from, List.of(from + "_SITC4"), null)
                        : new Way(from, List.of(), Obstacle.NO_TABLE);
            case ISIC4 ->
                CHAIN.contains(from)
                        ? new Way(
                                from,
                                Stream.concat(tables(from, Edition.HS07).stream(), INDUSTRIES.stream())
                                        .toList(),
                                null)
                        : new Way(from, List.of(), Obstacle.NO_TABLE);
            case MTI -> new Way(from, List.of("HS_MTI"), null);
        };
    }

    private static List<String> tables(Edition from, Edition to) {
        List<Edition> passed = CHAIN.subList(CHAIN.indexOf(from), CHAIN.indexOf(to) + 1);
        return IntStream.range(1, passed.size())
                .mapToObj(step -> passed.get(step - 1) + "_" + passed.get(step))
                .toList();
    }
}

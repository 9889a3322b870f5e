package org.ckep.records;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** A classification as rows have it: beside its level the side and the agencies that it names, in their order. */
public final class ClassificationColumns {
    private ClassificationColumns() {}

    /**
     * The classification of a row.
     *
     * @param side null where the level names none
     */
    public static Classification read(Classification.Level level, @Nullable Side side, Collection<String> agencies) {
        return switch (level) {
            case PUBLIC -> Classification.PUBLIC;
            case PARTNER -> new Classification.Partner(Set.copyOf(agencies));
            case BILATERAL -> Classification.BILATERAL;
            case SIDE -> Classification.side(named(side));
            case MINISTRY ->
                new Classification.Ministry(named(side), agencies.iterator().next());
        };
    }

    private static Side named(@Nullable Side side) {
        return Objects.requireNonNull(side, "a stored classification of one side names it");
    }

    /** The side that it names, null where it names none. */
    public static @Nullable Side side(Classification classification) {
        return switch (classification) {
            case Classification.SideOnly only -> only.side();
            case Classification.Ministry ministry -> ministry.side();
            case Classification.Public all -> null;
            case Classification.Partner partner -> null;
            case Classification.Bilateral bilateral -> null;
        };
    }

    /** The agencies that it names, none where it names none. */
    public static List<String> agencies(Classification classification) {
        return switch (classification) {
            case Classification.Partner partner -> List.copyOf(new TreeSet<>(partner.agencies()));
            case Classification.Ministry ministry -> List.of(ministry.agency());
            case Classification.Public all -> List.of();
            case Classification.Bilateral bilateral -> List.of();
            case Classification.SideOnly only -> List.of();
        };
    }
}

package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * The codes that a constraint lets through.
 *
 * @param codes by the id of their dimension; a dimension that is not named may have any
 * @param first the earliest period, null where none is named
 * @param last the latest period
 * @param counts of series and observations, null where they are not told
 */
record Region(
        Map<String, List<String>> codes,
        @Nullable Period first,
        @Nullable Period last,
        @Nullable Counts counts) {
    /** Lets everything through. */
    static final Region OPEN = new Region(Map.of(), null, null, null);

    /** How many series and observations there are. */
    record Counts(long series, long observations) {}

    Region {
        codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
    }

    /** What the figures of a dataflow can be, as far as it is known beforehand. */
    static Region allowed(Dataflow flow, @Nullable ProvisionAgreement agreement) {
        Map<String, List<String>> codes = new LinkedHashMap<>();
        for (Component dimension : flow.structure().dimensions()) {
            String constant = Selection.constant(flow, dimension);
            if (constant != null) {
                codes.put(dimension.id(), List.of(constant));
            } else if (dimension.content() == Component.Content.REPORTER
                    && agreement != null
                    && agreement.reporter() != null) {
                codes.put(dimension.id(), List.of(agreement.reporter()));
            }
        }
        return new Region(codes, null, null, null);
    }

    /** What the figures of all dataflows of a structure can be. */
    static Region allowed(DataStructure structure, List<Dataflow> flows) {
        Map<String, List<String>> codes = new LinkedHashMap<>();
        for (Component dimension : structure.dimensions()) {
            List<String> constants = new ArrayList<>();
            for (Dataflow flow : flows) {
                String constant = flow.structure().equals(structure) ? Selection.constant(flow, dimension) : null;
                if (constant != null && !constants.contains(constant)) {
                    constants.add(constant);
                }
            }
            if (!constants.isEmpty()) {
                codes.put(dimension.id(), constants);
            }
        }
        return new Region(codes, null, null, null);
    }

    /** What there is, of the dimensions that the query asks for. */
    static Region actual(Availability availability, DataStructure structure, AvailabilityQuery query) {
        Map<String, List<String>> codes = new LinkedHashMap<>();
        for (int i = 0; i < structure.dimensions().size(); i++) {
            String id = structure.dimensions().get(i).id();
            if (query.asksFor(id)) {
                codes.put(id, availability.codes().get(i));
            }
        }
        boolean time = query.asksFor(Component.TIME_PERIOD);
        return new Region(
                codes,
                time ? availability.first() : null,
                time ? availability.last() : null,
                new Counts(availability.seriesCount(), availability.obsCount()));
    }

    /** What lets through what both let through. Bounds of time are left out. */
    Region and(Region other) {
        Map<String, List<String>> both = new LinkedHashMap<>(codes);
        other.codes.forEach((dimension, some) -> both.merge(dimension, some, Region::common));
        return new Region(both, null, null, null);
    }

    private static List<String> common(List<String> one, List<String> other) {
        Set<String> others = new HashSet<>(other);
        return one.stream().filter(others::contains).toList();
    }

    /**
     * The codes of a list that the dimensions with this list let through, or null where one of them has no bounds.
     *
     * @param isOfList tells whether a component has that list
     */
    @Nullable
    List<String> of(DataStructure structure, Predicate<Component> isOfList) {
        List<String> all = new ArrayList<>();
        for (Component component : structure.components()) {
            if (isOfList.test(component)) {
                List<String> some = codes.get(component.id());
                if (some == null) {
                    return null;
                }
                all.addAll(some);
            }
        }
        return all;
    }
}

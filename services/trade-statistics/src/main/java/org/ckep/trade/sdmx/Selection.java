package org.ckep.trade.sdmx;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.trade.sdmx.Component.Content;
import org.jspecify.annotations.Nullable;

/**
 * Which observations of a dataflow are wanted.
 *
 * @param keys alternatives; each holds the values wanted for every dimension of a series, an empty set being a wildcard
 * @param filters conditions that must hold beside the key
 * @param first first day of the earliest period
 * @param last last day of the latest period
 * @param vintage of which states of the figures
 */
record Selection(List<List<Set<String>>> keys, List<Filter> filters, LocalDate first, LocalDate last, Vintage vintage) {
    static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);
    static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    Selection {
        keys = keys.stream().map(List::copyOf).toList();
        filters = List.copyOf(filters);
    }

    /** A key of wildcards alone. */
    static List<Set<String>> wildcards(DataStructure structure) {
        return new ArrayList<>(Collections.nCopies(structure.dimensions().size(), Set.of()));
    }

    /** Everything. */
    static Selection all(DataStructure structure) {
        return all(structure, Vintage.NOW);
    }

    /** Everything of a state or of changes. */
    static Selection all(DataStructure structure, Vintage vintage) {
        return new Selection(List.of(wildcards(structure)), List.of(), EARLIEST, LATEST, vintage);
    }

    /** True where it is all that is known now. */
    boolean isAll() {
        return vintage.equals(Vintage.NOW)
                && filters.isEmpty()
                && first.equals(EARLIEST)
                && last.equals(LATEST)
                && keys.stream().anyMatch(key -> key.stream().allMatch(Set::isEmpty));
    }

    /** Only figures of that reporting area. */
    Selection ofReporter(DataStructure structure, String reporter) {
        return ofReporters(structure, Set.of(reporter));
    }

    /** Only figures of those reporting areas. */
    Selection ofReporters(DataStructure structure, Set<String> reporters) {
        int position = position(structure, Content.REPORTER);
        List<List<Set<String>>> narrowed = new ArrayList<>();
        for (List<Set<String>> key : keys) {
            Set<String> wanted = new TreeSet<>(reporters);
            if (!key.get(position).isEmpty()) {
                wanted.retainAll(key.get(position));
            }
            if (!wanted.isEmpty()) {
                List<Set<String>> copy = new ArrayList<>(key);
                copy.set(position, wanted);
                narrowed.add(copy);
            }
        }
        return new Selection(narrowed, filters, first, last, vintage);
    }

    /** As it is, but for one dimension, whose values are free. */
    Selection without(DataStructure structure, int position) {
        String id = structure.dimensions().get(position).id();
        List<List<Set<String>>> freed = new ArrayList<>();
        for (List<Set<String>> key : keys) {
            List<Set<String>> copy = new ArrayList<>(key);
            copy.set(position, Set.of());
            freed.add(copy);
        }
        return new Selection(
                freed,
                filters.stream()
                        .filter(filter -> !filter.component().id().equals(id))
                        .toList(),
                first,
                last,
                vintage);
    }

    /** Whether something narrows that dimension. */
    boolean restricts(DataStructure structure, int position) {
        String id = structure.dimensions().get(position).id();
        return keys.stream().anyMatch(key -> !key.get(position).isEmpty())
                || filters.stream().anyMatch(filter -> filter.component().id().equals(id));
    }

    /**
     * Whether what is wanted lies scattered over the order in which series are given: a dimension is fixed while one
     * before it is open. To walk along that order would then mean to pass by everything else.
     */
    boolean isScattered(DataStructure structure) {
        boolean open = false;
        for (int i = 0; i < structure.dimensions().size(); i++) {
            if (structure.dimensions().get(i).content().ordersSeries()) {
                boolean fixed = isFixed(structure, i);
                if (open && fixed) {
                    return true;
                }
                open |= !fixed;
            }
        }
        return false;
    }

    /** Whether no more is left open than the partner, so that the index finds what is wanted at once. */
    boolean namesFew(DataStructure structure) {
        for (int i = 0; i < structure.dimensions().size(); i++) {
            Content content = structure.dimensions().get(i).content();
            if (content.ordersSeries() && content != Content.PARTNER && !isFixed(structure, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFixed(DataStructure structure, int position) {
        Component dimension = structure.dimensions().get(position);
        return keys.stream().noneMatch(key -> key.get(position).isEmpty())
                || filters.stream().anyMatch(filter -> filter.component().equals(dimension) && filter.names());
    }

    /** As it is, without the keys that ask for what the dataflow never holds. */
    Selection possible(Dataflow flow) {
        List<Component> dimensions = flow.structure().dimensions();
        List<List<Set<String>>> possible = new ArrayList<>(keys);
        for (int i = 0; i < dimensions.size(); i++) {
            int position = i;
            String constant = constant(flow, dimensions.get(i));
            if (constant != null) {
                possible.removeIf(key ->
                        !key.get(position).isEmpty() && !key.get(position).contains(constant));
                for (Filter filter : filters) {
                    if (filter.component().equals(dimensions.get(i)) && !filter.holds(constant)) {
                        possible.clear();
                    }
                }
            }
        }
        return new Selection(possible, filters, first, last, vintage);
    }

    /** The only value that a component has in a dataflow, or null where it varies. */
    static @Nullable String constant(Dataflow flow, Component component) {
        return switch (component.content()) {
            case FREQUENCY -> flow.frequency().name();
            case CONSTANT -> component.value();
            default -> null;
        };
    }

    /** The measures that some key and every filter lets through, in the order of their codes. */
    List<Measure> measures(DataStructure structure) {
        int position = position(structure, Content.MEASURE);
        List<Measure> measures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            boolean inKey = keys.stream()
                    .anyMatch(key ->
                            key.get(position).isEmpty() || key.get(position).contains(measure.name()));
            boolean inFilter = filters.stream()
                    .filter(filter -> filter.component().content() == Content.MEASURE)
                    .allMatch(filter -> filter.holds(measure.name()));
            if (inKey && inFilter) {
                measures.add(measure);
            }
        }
        return measures;
    }

    static int position(DataStructure structure, Content content) {
        for (int i = 0; i < structure.dimensions().size(); i++) {
            if (structure.dimensions().get(i).content() == content) {
                return i;
            }
        }
        throw new IllegalStateException(structure.id() + " has no " + content);
    }

    /** A text that is equal for selections that mean the same, for validators. */
    String canonical() {
        List<List<TreeSet<String>>> ordered = keys.stream()
                .map(key -> key.stream().map(TreeSet::new).toList())
                .toList();
        return String.join(
                "|", ordered.toString(), filters.toString(), first.toString(), last.toString(), vintage.toString());
    }
}

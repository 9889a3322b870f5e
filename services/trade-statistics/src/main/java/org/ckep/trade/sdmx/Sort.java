package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The order of an answer; what a query does not name follows in the order of the key, with what varies within series last.
 *
 * @param terms component ids or the words {@link #SERIES_KEY} and {@link #ALL}, each with whether it descends
 */
record Sort(List<Term> terms) {
    /** The order of every answer that asks for none: series by their key, observations by time. */
    static final Sort STANDARD = new Sort(List.of());

    private static final String SERIES_KEY = "series_key";
    private static final String ALL = "*";

    /** A component, or a word for several, and its direction. */
    record Term(String id, boolean descending) {}

    /** A component by which rows are ordered. */
    record By(Component component, boolean descending) {}

    Sort {
        terms = List.copyOf(terms);
    }

    /**
     * Reads the parameter {@code sort}.
     *
     * @param targets whose structures must have what it names
     */
    static Sort of(@Nullable String text, List<DataTarget> targets) {
        if (text == null) {
            return STANDARD;
        }
        Map<String, Term> terms = new LinkedHashMap<>();
        for (String part : text.split("\\+", -1)) {
            int colon = part.indexOf(':');
            String id = colon < 0 ? part : part.substring(0, colon);
            String direction = colon < 0 ? "asc" : part.substring(colon + 1);
            boolean known = id.equals(SERIES_KEY)
                    || id.equals(ALL)
                    || targets.stream()
                            .allMatch(target ->
                                    target.flow().structure().component(id).isPresent());
            if (!known || !(direction.equals("asc") || direction.equals("desc"))) {
                throw SdmxException.parameter(
                        "sort", part, "the id of a component, series_key or *, each with :asc or :desc where wanted");
            }
            if (terms.putIfAbsent(id, new Term(id, direction.equals("desc"))) != null) {
                throw SdmxException.parameter("sort", part, "each component once");
            }
        }
        return new Sort(List.copyOf(terms.values()));
    }

    /** All by which rows are ordered, the first first. */
    List<By> by(DataStructure structure, String dimensionAtObservation) {
        List<By> all = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (Term term : terms) {
            for (Component component : components(term.id(), structure, dimensionAtObservation)) {
                if (named.add(component.id())) {
                    all.add(new By(component, term.descending()));
                }
            }
        }
        List<Component> standard = new ArrayList<>(series(structure, dimensionAtObservation));
        standard.add(Component.TIME);
        structure.component(dimensionAtObservation).ifPresent(standard::add);
        for (Component component : standard) {
            if (named.add(component.id())) {
                all.add(new By(component, false));
            }
        }
        return all;
    }

    private static List<Component> components(String id, DataStructure structure, String dimensionAtObservation) {
        if (id.equals(SERIES_KEY)) {
            return series(structure, dimensionAtObservation);
        }
        if (id.equals(ALL)) {
            List<Component> all = new ArrayList<>(structure.dimensions());
            all.add(Component.TIME);
            return all;
        }
        return List.of(structure.component(id).orElseThrow());
    }

    /** The dimensions of the key of a series. */
    private static List<Component> series(DataStructure structure, String dimensionAtObservation) {
        return structure.dimensions().stream()
                .filter(dimension -> !dimension.id().equals(dimensionAtObservation))
                .toList();
    }

    /** Whether rows of one series come apart, so that only a message without series can hold them. */
    boolean tearsSeries(DataTarget target, String dimensionAtObservation) {
        if (terms.isEmpty() || dimensionAtObservation.equals(DataQuery.ALL_DIMENSIONS)) {
            return false;
        }
        DataStructure structure = target.flow().structure();
        Set<String> key = new HashSet<>();
        series(structure, dimensionAtObservation).forEach(dimension -> key.add(dimension.id()));
        if (!dimensionAtObservation.equals(Component.TIME_PERIOD)) {
            key.add(Component.TIME_PERIOD);
        }
        Set<String> open = new HashSet<>(key);
        open.removeIf(id -> isOneCode(target, structure.position(id)));
        for (By by : by(structure, dimensionAtObservation)) {
            String id = by.component().id();
            open.remove(id);
            if (!key.contains(id) && !open.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a dimension has one code in all of a data set. */
    private static boolean isOneCode(DataTarget target, int position) {
        if (position < 0) {
            return false;
        }
        Component dimension = target.flow().structure().dimensions().get(position);
        if (Selection.constant(target.flow(), dimension) != null) {
            return true;
        }
        Set<Set<String>> codes = new HashSet<>();
        target.selection().keys().forEach(key -> codes.add(key.get(position)));
        return codes.size() == 1 && codes.iterator().next().size() == 1;
    }

    /** A text that is equal for orders that are the same, for validators. */
    String canonical() {
        return terms.stream()
                .map(term -> term.id() + (term.descending() ? ":desc" : ""))
                .collect(Collectors.joining("+"));
    }
}

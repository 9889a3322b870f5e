package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Item;
import org.ckep.trade.sdmx.Component.CodeListRef;
import org.jspecify.annotations.Nullable;

/** The names of components and codes of a data structure. */
final class Labels {
    private final Map<String, LocalizedText> concepts;
    private final Map<CodeListRef, Map<String, LocalizedText>> codes;

    Labels(Map<String, LocalizedText> concepts, Map<CodeListRef, Map<String, LocalizedText>> codes) {
        this.concepts = concepts;
        this.codes = codes;
    }

    /**
     * Reads the names. Blocks; for worker threads.
     *
     * @param asOf instant at which the lists had them, null for now
     */
    static Labels read(ListReader lists, DataStructure structure, @Nullable Instant asOf) {
        Map<CodeListRef, Map<String, LocalizedText>> codes = new HashMap<>();
        for (Component component : structure.components()) {
            if (component.codeList() != null) {
                codes.computeIfAbsent(component.codeList(), list -> names(lists, list.agency(), list.id(), asOf));
            }
        }
        return new Labels(names(lists, structure.agency(), structure.conceptScheme(), asOf), codes);
    }

    private static Map<String, LocalizedText> names(
            ListReader lists, String agency, String id, @Nullable Instant asOf) {
        Map<String, LocalizedText> names = new HashMap<>();
        for (Item item : lists.items(agency, id, asOf)) {
            names.put(item.code(), item.names());
        }
        return names;
    }

    /** When a name of what a query tells changed last. Blocks; for worker threads. */
    static Instant changedAt(ListReader lists, DataQuery query) {
        Set<List<String>> ids = new HashSet<>();
        Instant described = Instant.EPOCH;
        for (DataTarget target : query.targets()) {
            DataStructure structure = target.flow().structure();
            ids.add(List.of(structure.agency(), structure.conceptScheme()));
            for (Component component : structure.components()) {
                if (component.codeList() != null) {
                    ids.add(List.of(
                            component.codeList().agency(), component.codeList().id()));
                }
            }
            described = later(described, target.flow().describedAt());
        }
        return later(described, lists.changedAt(ids));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The name of a component, which is that of its concept. */
    LocalizedText component(Component component) {
        return concepts.getOrDefault(component.id(), LocalizedText.en(component.id()));
    }

    /** The name of a code, or null where it has none. */
    @Nullable
    LocalizedText code(Component component, String code) {
        return component.codeList() == null
                ? null
                : codes.getOrDefault(component.codeList(), Map.of()).get(code);
    }
}

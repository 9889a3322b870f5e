package org.ckep.trade.sdmx;

import java.util.HashMap;
import java.util.Map;
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

    /** Reads the names. Blocks; for worker threads. */
    static Labels read(ListReader lists, DataStructure structure) {
        Map<CodeListRef, Map<String, LocalizedText>> codes = new HashMap<>();
        for (Component component : structure.components()) {
            if (component.codeList() != null) {
                codes.computeIfAbsent(component.codeList(), list -> names(lists, list.agency(), list.id()));
            }
        }
        return new Labels(names(lists, structure.agency(), structure.conceptScheme()), codes);
    }

    private static Map<String, LocalizedText> names(ListReader lists, String agency, String id) {
        Map<String, LocalizedText> names = new HashMap<>();
        for (Item item : lists.items(agency, id)) {
            names.put(item.code(), item.names());
        }
        return names;
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

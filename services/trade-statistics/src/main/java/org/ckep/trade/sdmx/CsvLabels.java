package org.ckep.trade.sdmx;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.kernel.value.Language;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.sdmx.Component.CodeListRef;

/** How CSV calls components and codes: by their id, or by id and name. */
final class CsvLabels {
    /** Ids alone. */
    static final CsvLabels IDS = new CsvLabels(Map.of(), Map.of(), Language.EN);

    private final Map<String, String> concepts;
    private final Map<CodeListRef, Map<String, String>> codes;
    private final Language language;

    private CsvLabels(Map<String, String> concepts, Map<CodeListRef, Map<String, String>> codes, Language language) {
        this.concepts = concepts;
        this.codes = codes;
        this.language = language;
    }

    /** Reads names for a reader of that language. Blocks; for worker threads. */
    static CsvLabels read(CodeLists lists, Language language) {
        Map<CodeListRef, Map<String, String>> codes = new HashMap<>();
        Stream.concat(Component.DIMENSIONS.stream(), Component.ATTRIBUTES.stream())
                .map(Component::codeList)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .forEach(list -> codes.put(list, names(lists, list, language)));
        CodeListRef scheme = new CodeListRef(Component.AGENCY, Component.CONCEPTS_ID);
        return new CsvLabels(names(lists, scheme, language), codes, language);
    }

    private static Map<String, String> names(CodeLists lists, CodeListRef list, Language language) {
        Map<String, String> names = new HashMap<>();
        lists.items(list.agency(), list.id())
                .await()
                .indefinitely()
                .forEach(item -> names.put(item.code(), item.names().best(language)));
        return names;
    }

    String component(String id) {
        return labelled(id, concepts);
    }

    String code(Component component, String code) {
        return labelled(code, codes.getOrDefault(component.codeList(), Map.of()));
    }

    String dataflow(Dataflow flow) {
        return codes.isEmpty()
                ? flow.reference()
                : flow.reference() + ": " + flow.names().best(language);
    }

    private static String labelled(String id, Map<String, String> names) {
        String name = names.get(id);
        return name == null ? id : id + ": " + name;
    }
}

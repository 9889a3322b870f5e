package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.portal.wording.Wording;

/**
 * The sources of the records on a page. Some records carry a note on each source, others its URN alone: those are looked
 * up beforehand.
 */
public final class Origins {
    private static final String FIELD = "sources";

    private final Map<String, Origin> known;
    private final Wording words;

    private Origins(Map<String, Origin> known, Wording words) {
        this.known = Map.copyOf(known);
        this.words = words;
    }

    /** Without any source looked up. */
    public static Origins none(Wording words) {
        return new Origins(Map.of(), words);
    }

    /** With the sources that were looked up, as the registers answer them. */
    public static Origins of(List<JsonNode> sources, Wording words) {
        Map<String, Origin> known = new LinkedHashMap<>();
        sources.forEach(source -> known.put(source.path("urn").asText(), Origin.of(source, words)));
        return new Origins(known, words);
    }

    /** The URNs of the sources that the records of an answer name without a note on them. */
    public static Set<String> urnsUnder(JsonNode answer) {
        Set<String> urns = new LinkedHashSet<>();
        answer.findValues(FIELD)
                .forEach(sources -> sources.forEach(source -> {
                    if (source.isTextual()) {
                        urns.add(source.asText());
                    }
                }));
        return urns;
    }

    /** The sources of a record, as far as they are known. */
    public List<Origin> of(JsonNode record) {
        return read(record.path(FIELD));
    }

    /** Every source below a part of an answer. */
    List<Origin> under(JsonNode part) {
        return distinct(part.findValues(FIELD).stream().flatMap(sources -> read(sources).stream()));
    }

    /** Each source once, in the order in which they first appear. */
    static List<Origin> distinct(Stream<Origin> origins) {
        return origins.distinct().toList();
    }

    private List<Origin> read(JsonNode sources) {
        List<Origin> read = new ArrayList<>();
        for (JsonNode source : sources) {
            Origin origin = source.isObject() ? Origin.of(source, words) : known.get(source.asText());
            if (origin != null) {
                read.add(origin);
            }
        }
        return List.copyOf(read);
    }
}

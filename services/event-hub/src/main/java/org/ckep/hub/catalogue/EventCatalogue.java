package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The event types of the platform, with their names and the schema of their data; from {@code event-catalogue.json}.
 * Within a major version fields are only added, so a reader must not mind what he does not know.
 */
@ApplicationScoped
public class EventCatalogue {
    private final SortedMap<String, EventType> types;
    private final Schemas schemas;
    private final URI base;

    EventCatalogue(ObjectMapper json, CatalogueConfig config) {
        File file = read(json);
        SortedMap<String, EventType> read = new TreeMap<>();
        for (File.Entry entry : file.records) {
            for (String verb : entry.verbs) {
                EventType type = EventType.of(entry, verb, Objects.requireNonNull(file.texts.get(verb)));
                read.put(type.name(), type);
            }
        }
        types = Collections.unmodifiableSortedMap(read);
        schemas = new Schemas();
        base = config.publicUrl();
    }

    private static File read(ObjectMapper json) {
        try (InputStream file =
                Objects.requireNonNull(EventCatalogue.class.getResourceAsStream("event-catalogue.json"))) {
            return json.readValue(file, File.class);
        } catch (IOException unreadable) {
            throw new IllegalStateException("event-catalogue.json cannot be read", unreadable);
        }
    }

    /** All types by name, sorted. */
    public Collection<EventType> types() {
        return types.values();
    }

    public boolean knows(String type) {
        return types.containsKey(type);
    }

    /** Where the schema of a type's data can be read; null for a type that is not listed. */
    public @Nullable String schemaUri(String type) {
        return knows(type) ? base + "/events/v1/schemas/" + type : null;
    }

    /** The JSON Schema of a type's data; null for a type that is not listed. */
    public @Nullable ObjectNode schema(String name) {
        EventType type = types.get(name);
        return type == null ? null : schemas.of(type, Objects.requireNonNull(schemaUri(name)));
    }

    /** Where the platform is reached. */
    URI base() {
        return base;
    }

    /**
     * One event type.
     *
     * @param name {@code org.ckep.{domain}.{record}.{verb}.v{major}}
     * @param kind how its data is built: record, claim, digest or test
     * @param fields of the data, beside those of its kind
     * @param titles for people, by language
     */
    public record EventType(
            String name,
            String domain,
            String record,
            String kind,
            List<String> fields,
            SortedMap<String, String> titles) {

        /** The title in Chinese and Korean. */
        String otherTitles() {
            return String.join(" · ", titles.getOrDefault("zh", ""), titles.getOrDefault("ko", ""));
        }

        static EventType of(File.Entry entry, String verb, Map<String, String> text) {
            SortedMap<String, String> titles = new TreeMap<>();
            entry.names.forEach((language, name) -> titles.put(language, name + " " + text.get(language)));
            return new EventType(
                    "org.ckep." + entry.domain + "." + entry.record + "." + verb + ".v1",
                    entry.domain,
                    entry.record,
                    entry.kind,
                    entry.fields,
                    titles);
        }
    }

    /** The file. */
    record File(Map<String, Map<String, String>> texts, List<Entry> records) {
        /** One kind of record and what can happen to it. */
        record Entry(
                String domain,
                String record,
                Map<String, String> names,
                List<String> verbs,
                String kind,
                List<String> fields) {}
    }
}

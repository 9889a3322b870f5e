package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * The event types of the platform, with their names and the schema of their data; from {@code event-catalogue.json}.
 * Within a major version fields are only added, so a reader must not mind what he does not know.
 */
@ApplicationScoped
public class EventCatalogue {
    private final SortedMap<String, EventType> types;
    private final URI base;

    EventCatalogue(ObjectMapper json, CatalogueConfig config) {
        File file = read(json, "event-catalogue.json", File.class);
        Map<String, FieldEntry> fields = read(json, "event-fields.json", Fields.class);
        SortedMap<String, EventType> read = new TreeMap<>();
        for (File.Entry entry : file.records) {
            for (String verb : entry.verbs) {
                EventType type = EventType.of(entry, verb, Objects.requireNonNull(file.texts.get(verb)), fields);
                read.put(type.name(), type);
            }
        }
        types = Collections.unmodifiableSortedMap(read);
        base = config.publicUrl();
    }

    private static <T> T read(ObjectMapper json, String name, Class<T> type) {
        try (InputStream file = Objects.requireNonNull(EventCatalogue.class.getResourceAsStream(name))) {
            return json.readValue(file, type);
        } catch (IOException unreadable) {
            throw new IllegalStateException(name + " cannot be read", unreadable);
        }
    }

    /** All types by name, sorted. */
    public Collection<EventType> types() {
        return types.values();
    }

    /** The types whose events a group of readers may get, sorted. */
    List<EventType> typesFor(Audience group) {
        return types.values().stream()
                .filter(type -> type.reach().includes(group))
                .toList();
    }

    public boolean knows(String type) {
        return types.containsKey(type);
    }

    /** Where the schema of a type's data can be read; null for a type that is not listed. */
    public @Nullable String schemaUri(String type) {
        return knows(type) ? base + "/events/v1/schemas/" + type : null;
    }

    /** The JSON Schema of a type's data; null for a type that is not listed for that group of readers. */
    @Nullable
    ObjectNode schema(String name, Audience group) {
        EventType type = types.get(name);
        return type == null || !type.reach().includes(group)
                ? null
                : Schemas.of(type, Objects.requireNonNull(schemaUri(name)));
    }

    /** An example of a type, as an event of a log. */
    ObjectNode example(EventType type) {
        return Examples.event(type, Objects.requireNonNull(schemaUri(type.name())));
    }

    /** Where the platform is reached. */
    URI base() {
        return base;
    }

    /**
     * One event type.
     *
     * @param name {@code org.ckep.{domain}.{record}.{verb}.v{major}}
     * @param kind how its data is built: record, claim, digest, notice or test
     * @param fields of the data, beside those of its kind
     * @param about kind of record that its URN names
     * @param recordName for people, in English
     * @param audience one whose log may hold it, for the example
     * @param reach all whose logs may hold it
     * @param title for people
     */
    public record EventType(
            String name,
            String domain,
            String record,
            String kind,
            List<EventField> fields,
            String about,
            String recordName,
            String audience,
            Reach reach,
            LocalizedText title) {

        /** The title in Chinese and Korean. */
        String otherTitles() {
            return String.join(" · ", title.best(Language.ZH_HANS), title.best(Language.KO));
        }

        String exampleUrn() {
            return "urn:ckep:" + about + ":0199d2c4-7a3e-7c11-8f00-000000000001";
        }

        static EventType of(File.Entry entry, String verb, Map<String, String> text, Map<String, FieldEntry> known) {
            Map<Language, LocalizedText.Text> titles = new EnumMap<>(Language.class);
            entry.names.forEach((tag, name) -> titles.put(
                    Language.match(tag).orElseThrow(),
                    new LocalizedText.Text(
                            name + " " + text.get(tag),
                            tag.equals("en") ? LocalizedText.Status.ORIGINAL : LocalizedText.Status.OFFICIAL)));
            return new EventType(
                    "org.ckep." + entry.domain + "." + entry.record + "." + verb + ".v1",
                    entry.domain,
                    entry.record,
                    entry.kind,
                    entry.fields.stream()
                            .map(field -> field(entry.record, field, known))
                            .toList(),
                    Objects.requireNonNullElse(entry.about, entry.record.replace('_', '-')),
                    Objects.requireNonNull(entry.names.get("en")),
                    Objects.requireNonNullElse(entry.audience, "public"),
                    Objects.requireNonNull(entry.reach, entry.record),
                    LocalizedText.of(titles));
        }
    }

    /** The same name may mean another thing in another kind of record, and then stands there with both. */
    private static EventField field(String record, String name, Map<String, FieldEntry> known) {
        FieldEntry own = known.get(record + "." + name);
        FieldEntry entry = own != null ? own : Objects.requireNonNull(known.get(name), name);
        return new EventField(name, entry.shape, entry.example);
    }

    /** The file of fields, by name. */
    static final class Fields extends TreeMap<String, FieldEntry> {
        private static final long serialVersionUID = 1L;
    }

    /** How a field is built, and an example. */
    record FieldEntry(EventField.Shape shape, JsonNode example) {}

    /** The file of types. */
    record File(Map<String, Map<String, String>> texts, List<Entry> records) {
        /** One kind of record and what can happen to it. */
        record Entry(
                String domain,
                String record,
                Map<String, String> names,
                List<String> verbs,
                String kind,
                @Nullable String about,
                @Nullable String audience,
                @Nullable Reach reach,
                List<String> fields) {}
    }
}

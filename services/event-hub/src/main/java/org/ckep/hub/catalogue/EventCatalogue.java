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
import java.util.stream.Stream;
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
        Known known = new Known(
                read(json, "event-fields.json", Fields.class),
                new Shapes(read(json, "event-shapes.json", Shapes.ByName.class)));
        SortedMap<String, EventType> read = new TreeMap<>();
        for (File.Entry entry : file.records) {
            for (String verb : entry.verbs) {
                EventType type = EventType.of(file, entry, verb, known);
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

    private boolean knows(String type) {
        return types.containsKey(type);
    }

    /** Whether a type is listed for a group of readers. */
    boolean knows(String type, Audience group) {
        EventType known = types.get(type);
        return known != null && known.reach().includes(group);
    }

    /** Where the schema of a type's data can be read; null for a type that is not listed. */
    public @Nullable String schemaUri(String type) {
        return knows(type) ? base + "/events/v1/schemas/" + type : null;
    }

    /** The JSON Schema of a type's data; null for a type that is not listed for that group of readers. */
    @Nullable
    ObjectNode schema(String name, Audience group) {
        return knows(name, group)
                ? Schemas.of(Objects.requireNonNull(types.get(name)), Objects.requireNonNull(schemaUri(name)))
                : null;
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
     * @param kind of data, as the catalogue names it
     * @param required names of the members that its data always has
     * @param fields of the data
     * @param about kind of record that its URN names
     * @param recordName for people, in English
     * @param audience one whose log may hold it, for the example
     * @param classification of the example's data
     * @param reach all whose logs or subscriptions may hold it
     * @param title for people
     */
    public record EventType(
            String name,
            String domain,
            String record,
            String kind,
            List<String> required,
            List<EventField> fields,
            String about,
            String recordName,
            String audience,
            String classification,
            Reach reach,
            LocalizedText title) {

        /** The title in Chinese and Korean. */
        String otherTitles() {
            return String.join(" · ", title.best(Language.ZH_HANS), title.best(Language.KO));
        }

        String exampleUrn() {
            return "urn:ckep:" + about + ":0199d2c4-7a3e-7c11-8f00-000000000001";
        }

        static EventType of(File file, File.Entry entry, String verb, Known known) {
            Map<String, String> text = Objects.requireNonNull(file.texts.get(verb));
            File.Kind kind = Objects.requireNonNull(file.kinds.get(entry.kind), entry.kind);
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
                    kind.required,
                    Stream.of(kind.required, kind.fields, entry.fields, entry.also(verb))
                            .flatMap(List::stream)
                            .map(field -> known.field(entry.record, verb, field))
                            .toList(),
                    Objects.requireNonNullElse(entry.about, entry.record.replace('_', '-')),
                    Objects.requireNonNull(entry.names.get("en")),
                    entry.heard(),
                    Objects.requireNonNullElse(entry.classification, entry.heard()),
                    Objects.requireNonNull(entry.reach, entry.record),
                    LocalizedText.of(titles));
        }
    }

    /**
     * What is known of fields. The same name may mean another thing in another kind of record, or have another example after
     * another verb, and then stands there with both.
     */
    private record Known(Map<String, FieldEntry> fields, Shapes shapes) {
        EventField field(String record, String verb, String name) {
            FieldEntry entry = Stream.of(record + "." + verb + "." + name, record + "." + name, name)
                    .map(fields::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(record + "." + name + " is not described"));
            return new EventField(name, shapes.schema(new Shapes.Member(entry.shape, entry.says)), entry.example);
        }
    }

    /** The file of fields, by name. */
    static final class Fields extends TreeMap<String, FieldEntry> {
        private static final long serialVersionUID = 1L;
    }

    /** How a field is built, what it says, and an example. */
    record FieldEntry(String shape, String says, @Nullable JsonNode example) {}

    /** The file of types. */
    record File(Map<String, Map<String, String>> texts, Map<String, Kind> kinds, List<Entry> records) {
        /** What data of a kind always has, and what it may have. */
        record Kind(List<String> required, List<String> fields) {}

        /**
         * One kind of record and what can happen to it.
         *
         * @param fields whatever happens
         * @param also by verb, what only some events have
         */
        record Entry(
                String domain,
                String record,
                Map<String, String> names,
                List<String> verbs,
                String kind,
                @Nullable String about,
                @Nullable String audience,
                @Nullable String classification,
                @Nullable Reach reach,
                List<String> fields,
                @Nullable Map<String, List<String>> also) {
            String heard() {
                return Objects.requireNonNullElse(audience, "public");
            }

            List<String> also(String verb) {
                return also == null ? List.of() : also.getOrDefault(verb, List.of());
            }
        }
    }
}

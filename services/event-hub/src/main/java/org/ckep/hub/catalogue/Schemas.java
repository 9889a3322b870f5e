package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ckep.kernel.value.Language;

/** Writes the JSON Schema (2020-12) of an event type's data. */
final class Schemas {
    private Schemas() {}

    static ObjectNode of(EventCatalogue.EventType type, String id) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", id);
        schema.put("title", type.title().best(Language.EN));
        schema.put("description", type.otherTitles());
        body(schema, type);
        schema.putArray("examples").add(Examples.data(type));
        return schema;
    }

    /** Type, required members and properties, without what makes a document of its own. */
    static void body(ObjectNode schema, EventCatalogue.EventType type) {
        schema.put("type", "object");
        Shapes.require(schema, type.required());
        ObjectNode properties = schema.putObject("properties");
        type.fields().forEach(field -> properties.set(field.name(), field.schema()));
    }
}

package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A member of an event's data.
 *
 * @param schema how its value is built, and what it says
 * @param example a value that it may have; null where that depends on the type
 */
record EventField(String name, ObjectNode schema, @Nullable JsonNode example) {}

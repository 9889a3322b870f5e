package org.ckep.hub.projection;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.hub.log.CanonicalJson;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The members of {@code data} that a subscriber wants to get, each named by a JSON pointer. What is left of an event is a
 * function of its stored bytes and of the pointers alone, so that it is the same at every attempt and in every channel.
 */
public final class Projection {
    /** Keeps everything. */
    public static final Projection WHOLE = new Projection(List.of());

    private static final int MAX_POINTERS = 50;
    private static final int MAX_LENGTH = 256;

    /** As RFC 6901 has it: a tilde stands before 0 or 1 only. Readers of JSON pointers take others without a word. */
    private static final Pattern SYNTAX = Pattern.compile("(/([^~/\\p{Cntrl}]|~[01])*)+");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> pointers;
    private final List<JsonPointer> places;

    private Projection(List<String> pointers) {
        this.pointers = List.copyOf(pointers);
        this.places = pointers.stream().map(JsonPointer::compile).toList();
    }

    /**
     * What a caller asks for; nothing, null and an empty list keep everything.
     *
     * @param at where the list stands in what he sent
     * @throws ProblemException where it is no list of JSON pointers, naming the place of the first that is none
     */
    public static Projection of(@Nullable JsonNode wanted, String at) {
        if (wanted == null || wanted.isNull()) {
            return WHOLE;
        }
        if (!wanted.isArray()) {
            throw ProblemException.invalid(at, "invalid", "A projection is a list of JSON pointers.");
        }
        if (wanted.size() > MAX_POINTERS) {
            throw ProblemException.invalid(at, "too-many", "A projection has at most " + MAX_POINTERS + " pointers.");
        }
        Set<String> pointers = new LinkedHashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String pointer = wanted.get(i).textValue();
            String place = at + "/" + i;
            if (pointer == null
                    || pointer.length() > MAX_LENGTH
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(pointer)
                    || !SYNTAX.matcher(pointer).matches()) {
                throw ProblemException.invalid(
                        place,
                        "invalid",
                        "A JSON pointer into data begins with / and has at most " + MAX_LENGTH + " characters.");
            }
            if (!pointers.add(pointer)) {
                throw ProblemException.invalid(place, "duplicate", "This pointer is named before.");
            }
        }
        refuseNested(List.copyOf(pointers), at);
        return new Projection(List.copyOf(pointers));
    }

    /** One that lies in another's place would say nothing; whoever names both has meant something else. */
    private static void refuseNested(List<String> pointers, String at) {
        for (int i = 0; i < pointers.size(); i++) {
            for (String outer : pointers) {
                if (pointers.get(i).startsWith(outer + "/")) {
                    throw ProblemException.invalid(
                            at + "/" + i, "nested", "The pointer " + outer + " keeps this place already.");
                }
            }
        }
    }

    /**
     * As it was stored, of what {@link #of} has read.
     *
     * @param pointers null where an event was stored for somebody who gets everything
     */
    public static Projection stored(String @Nullable [] pointers) {
        return pointers == null || pointers.length == 0 ? WHOLE : new Projection(List.of(pointers));
    }

    /** True where nothing is left out. */
    public boolean isWhole() {
        return places.isEmpty();
    }

    /** The pointers, as they were named. */
    public List<String> pointers() {
        return pointers;
    }

    /** As a caller would name it; null for everything. */
    public @Nullable JsonNode json() {
        return isWhole() ? null : JSON.valueToTree(pointers);
    }

    /** The pointers that lead to nothing in some data, in their order. */
    public List<String> missing(JsonNode data) {
        List<String> missing = new ArrayList<>();
        for (JsonPointer place : places) {
            if (member(data, place) == null) {
                missing.add(place.toString());
            }
        }
        return missing;
    }

    /**
     * An event with what is wanted of its data. Data that is no JSON object stays whole: it has no members to choose from.
     *
     * @param event in canonical form, without what a subscription adds
     * @return in canonical form; the same array where nothing is left out
     */
    public byte[] apply(byte[] event) {
        if (places.isEmpty()) {
            return event;
        }
        ObjectNode json = read(event);
        JsonNode data = json.get("data");
        if (data == null || !data.isObject()) {
            return event;
        }
        ObjectNode kept = json.objectNode();
        for (JsonPointer place : places) {
            JsonNode value = member(data, place);
            if (value != null) {
                put(kept, place, value);
            }
        }
        json.set("data", kept);
        // The schema says what the whole data has: what is left of it may lack a required member.
        json.remove("dataschema");
        return CanonicalJson.write(json).getBytes(StandardCharsets.UTF_8);
    }

    /** Lists are kept as a whole or not at all: a pointer into one would move its elements to other places. */
    private static @Nullable JsonNode member(JsonNode data, JsonPointer place) {
        JsonNode value = data;
        for (JsonPointer at = place; !at.matches(); at = at.tail()) {
            JsonNode next = value.isObject() ? value.get(at.getMatchingProperty()) : null;
            if (next == null) {
                return null;
            }
            value = next;
        }
        return value;
    }

    private static void put(ObjectNode kept, JsonPointer place, JsonNode value) {
        ObjectNode parent = kept;
        JsonPointer at = place;
        for (; !at.tail().matches(); at = at.tail()) {
            parent = parent.withObjectProperty(at.getMatchingProperty());
        }
        parent.set(at.getMatchingProperty(), value);
    }

    private static ObjectNode read(byte[] event) {
        try {
            return (ObjectNode) JSON.readTree(event);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a stored event is not JSON", impossible);
        }
    }
}

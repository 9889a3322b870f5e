package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.trade.code.Item;

/** What a new state of an artefact may be, beside an earlier one. */
final class SubmissionRules {
    private SubmissionRules() {}

    /** The items of a scheme after some were put into it: known ones in their place, new ones at the end. */
    static List<Item> merged(List<Item> known, List<Item> submitted) {
        Map<String, Item> items = new LinkedHashMap<>();
        known.forEach(item -> items.put(item.code(), item));
        submitted.forEach(item -> items.put(item.code(), item));
        return List.copyOf(items.values());
    }

    /** Of the final versions of an artefact the one that a new one follows: the latest before it with its first number. */
    static Optional<String> predecessor(List<String> versions, StructureRef successor) {
        return versions.stream()
                .filter(version -> !version.equals(successor.version())
                        && new StructureRef(successor.type(), successor.agency(), successor.id(), version).isFinal()
                        && part(version, 0) == part(successor.version(), 0)
                        && VersionPattern.ORDER.compare(version, successor.version()) < 0)
                .max(VersionPattern.ORDER);
    }

    /**
     * Why a version must not have such items after an earlier one: who uses the first number of a version loses nothing,
     * and who uses the first two finds nothing new.
     */
    static List<String> breaches(String earlier, List<Item> before, String later, List<Item> after) {
        List<String> breaches = new ArrayList<>();
        Map<String, Item> now = after.stream().collect(Collectors.toMap(Item::code, item -> item, (one, other) -> one));
        List<String> changed = before.stream()
                .filter(item -> !now.containsKey(item.code())
                        || !Objects.equals(item.parent(), now.get(item.code()).parent()))
                .map(Item::code)
                .toList();
        if (!changed.isEmpty()) {
            breaches.add("The version " + later + " lacks items of " + earlier + " or has them elsewhere, which needs a"
                    + " higher first number: " + some(changed) + ".");
        }
        Set<String> then = before.stream().map(Item::code).collect(Collectors.toSet());
        List<String> added = after.stream()
                .map(Item::code)
                .filter(code -> !then.contains(code))
                .toList();
        if (!added.isEmpty() && part(earlier, 1) == part(later, 1)) {
            breaches.add("The version " + later + " has items that " + earlier + " does not have, which needs a higher"
                    + " second number: " + some(added) + ".");
        }
        return breaches;
    }

    /**
     * Why a data structure must not be like this after an earlier version: a key means the same under one first number, and
     * who uses the first two numbers finds no new attribute.
     */
    static List<String> breaches(DataStructure before, DataStructure after) {
        List<String> breaches = new ArrayList<>();
        List<String> dimensions = ids(before.dimensions());
        List<String> attributes = ids(before.attributes());
        if (!dimensions.equals(ids(after.dimensions()))
                || !ids(after.attributes()).containsAll(attributes)) {
            breaches.add("The version " + after.version() + " has other dimensions than " + before.version()
                    + " or lacks attributes of it, which needs a higher first number.");
        } else if (!attributes.containsAll(ids(after.attributes()))
                && part(before.version(), 1) == part(after.version(), 1)) {
            breaches.add("The version " + after.version() + " has attributes that " + before.version()
                    + " does not have, which needs a higher second number.");
        }
        return breaches;
    }

    private static List<String> ids(List<Component> components) {
        return components.stream().map(Component::id).toList();
    }

    /** The items that a scheme had and would not have. */
    static List<String> removed(List<Item> before, List<Item> after) {
        Set<String> now = after.stream().map(Item::code).collect(Collectors.toSet());
        return before.stream()
                .map(Item::code)
                .filter(code -> !now.contains(code))
                .toList();
    }

    /** Whether a category is reached by that path, or an item of another scheme by its id. */
    static boolean holds(List<Item> items, StructureType type, String path) {
        String parent = null;
        for (String id : type == StructureType.CATEGORY_SCHEME ? path.split("\\.", -1) : new String[] {path}) {
            String above = parent;
            boolean found = items.stream()
                    .anyMatch(item -> item.code().equals(id)
                            && (type != StructureType.CATEGORY_SCHEME || Objects.equals(item.parent(), above)));
            if (!found) {
                return false;
            }
            parent = id;
        }
        return true;
    }

    private static int part(String version, int place) {
        return Integer.parseInt(version.split("[.-]", -1)[place]);
    }

    private static String some(List<String> codes) {
        return codes.stream().sorted(Comparator.naturalOrder()).limit(10).collect(Collectors.joining(", "));
    }
}

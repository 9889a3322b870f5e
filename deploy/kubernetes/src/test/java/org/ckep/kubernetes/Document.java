package org.ckep.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * One Kubernetes object as it stands in a manifest.
 *
 * @param origin file and position in it, for messages
 * @param tree the object as maps, lists and values
 */
record Document(String origin, Map<String, Object> tree) {

    String kind() {
        return Objects.toString(tree.get("kind"), "");
    }

    String apiVersion() {
        return Objects.toString(tree.get("apiVersion"), "");
    }

    String name() {
        return text("metadata.name");
    }

    String id() {
        return kind() + "/" + name();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** The text at a path of member names, empty if there is none. */
    String text(String path) {
        return Objects.toString(at(path), "");
    }

    /** What stands at a path of member names, null if nothing does. */
    Object at(String path) {
        Object node = tree;
        for (String member : path.split("\\.")) {
            node = node instanceof Map<?, ?> map ? map.get(member) : null;
        }
        return node;
    }

    /** The objects of the list at a path, none if there is no list. */
    List<Map<String, Object>> objects(String path) {
        return objectsOf(at(path));
    }

    /** The members of a map at a path, none if there is no map. */
    Map<String, Object> map(String path) {
        return mapOf(at(path));
    }

    /** Walks over every member of every object in the document. */
    void walk(BiConsumer<String, Object> visitor) {
        walk(tree, "", visitor);
    }

    private static void walk(Object node, String path, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                visitor.accept(path + "." + name, value);
                walk(value, path + "." + name, visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(element -> walk(element, path + "[]", visitor));
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> mapOf(Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<Map<String, Object>> objectsOf(Object node) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (node instanceof List<?> list) {
            list.forEach(element -> objects.add(mapOf(element)));
        }
        return objects;
    }
}

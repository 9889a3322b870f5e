package org.ckep.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds fields that the object's kind does not have. Reading is lenient, so a misspelt field would simply have no
 * effect; here it is an error. Kinds with a Java model are read into it, and whatever the model could not place is
 * reported. For the others a list of paths says what this project uses, and any other path is reported.
 */
final class StrictWalk {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Map<String, Class<?>> STRIMZI = Map.of(
            "Kafka", Kafka.class,
            "KafkaNodePool", KafkaNodePool.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);

    private StrictWalk() {}

    /** The paths of the document that its kind does not have. */
    static List<String> unknownFields(Document document) {
        String group = document.apiVersion().replaceAll("/.*", "");
        String paths = "paths/" + group + "." + document.kind() + ".txt";
        if (StrictWalk.class.getResource(paths) != null) {
            return outside(document, lines(paths));
        }
        Object model;
        try {
            model = group.equals("kafka.strimzi.io")
                    ? SERIALIZATION.unmarshal(Manifests.write(document.tree()), STRIMZI.get(document.kind()))
                    : SERIALIZATION.unmarshal(Manifests.write(document.tree()));
        } catch (RuntimeException unreadable) {
            return List.of(document.id() + ": " + rootMessage(unreadable));
        }
        List<String> unknown = new ArrayList<>();
        walk(model, document.id(), unknown, new IdentityHashMap<>());
        return unknown;
    }

    private static void walk(Object node, String path, List<String> unknown, IdentityHashMap<Object, Boolean> seen) {
        if (node == null || node instanceof Enum<?> || seen.put(node, true) != null) {
            return;
        }
        switch (node) {
            case GenericKubernetesResource untyped ->
                unknown.add(path + ": no model for " + untyped.getApiVersion() + " " + untyped.getKind());
            case Map<?, ?> map -> map.forEach((name, value) -> walk(value, path + "." + name, unknown, seen));
            case Iterable<?> elements -> elements.forEach(element -> walk(element, path + "[]", unknown, seen));
            default -> {
                if (node.getClass().getName().startsWith("io.")) {
                    walkFields(node, path, unknown, seen);
                }
            }
        }
    }

    private static void walkFields(
            Object node, String path, List<String> unknown, IdentityHashMap<Object, Boolean> seen) {
        for (Class<?> type = node.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                Object value = read(field, node);
                if (field.getName().equals("additionalProperties")) {
                    if (value instanceof Map<?, ?> extra) {
                        extra.keySet().forEach(name -> unknown.add(path + "." + name));
                    }
                } else {
                    walk(value, path + "." + field.getName(), unknown, seen);
                }
            }
        }
    }

    private static Object read(Field field, Object node) {
        try {
            field.setAccessible(true);
            return field.get(node);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static List<String> outside(Document document, Set<String> allowed) {
        Set<String> unknown = new TreeSet<>();
        document.walk((path, value) -> {
            String relative = path.substring(1);
            boolean free = allowed.stream()
                    .anyMatch(entry ->
                            entry.endsWith(".**") && relative.startsWith(entry.substring(0, entry.length() - 2)));
            if (!free && !allowed.contains(relative)) {
                unknown.add(document.id() + "." + relative);
            }
        });
        return List.copyOf(unknown);
    }

    private static Set<String> lines(String resource) {
        try (InputStream stream = StrictWalk.class.getResourceAsStream(resource)) {
            Set<String> listed = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
            listed.addAll(Set.of("apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace"));
            listed.addAll(
                    Set.of("metadata.labels", "metadata.labels.**", "metadata.annotations", "metadata.annotations.**"));
            return listed;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}

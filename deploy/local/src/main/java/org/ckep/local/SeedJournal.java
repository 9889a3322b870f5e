package org.ckep.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which records of the first data have been loaded, and as what. One line per record is appended when the service has
 * answered. A record that a crash kept out of the journal is sent again under the same idempotency key, and the service
 * gives its first answer again.
 */
final class SeedJournal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, Map<String, String>> idsByService = new LinkedHashMap<>();
    private String beforeNextLine = "";

    SeedJournal(Path file) {
        this.file = file;
        if (!Files.exists(file)) {
            return;
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            beforeNextLine = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
            for (String line : text.lines().toList()) {
                JsonNode entry = parse(line);
                if (entry != null) {
                    remember(
                            entry.path("service").asText(),
                            entry.path("key").asText(),
                            entry.path("id").asText());
                }
            }
        } catch (IOException e) {
            throw new SeedException("Cannot read " + file, e);
        }
    }

    /** Null for a line that a crash cut off. */
    private static @org.jspecify.annotations.Nullable JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            return null;
        }
    }

    boolean contains(String service, String key) {
        return idsByService.getOrDefault(service, Map.of()).containsKey(key);
    }

    /** The identifier that the key stands for: that of the same service first, else of the one that has it. */
    Optional<String> find(String service, String key) {
        String own = idsByService.getOrDefault(service, Map.of()).get(key);
        if (own != null) {
            return Optional.of(own);
        }
        return idsByService.values().stream()
                .filter(ids -> ids.containsKey(key))
                .map(ids -> ids.get(key))
                .findFirst();
    }

    void add(String service, String key, String id) {
        String line = JSON.createObjectNode()
                .put("service", service)
                .put("key", key)
                .put("id", id)
                .toString();
        try {
            Files.writeString(
                    file,
                    beforeNextLine + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            beforeNextLine = "";
        } catch (IOException e) {
            throw new SeedException("Cannot write " + file, e);
        }
        remember(service, key, id);
    }

    private void remember(String service, String key, String id) {
        idsByService.computeIfAbsent(service, name -> new LinkedHashMap<>()).put(key, id);
    }
}

package org.ckep.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shipped first data, posted to the service under test as a first start does, and the URNs that come of it. */
public final class SeedFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z0-9-]+)}");

    private final Map<String, String> urns = new LinkedHashMap<>();

    /** The entries of a file such as {@code 20-investment.json}. */
    public static List<JsonNode> entries(String file) {
        String project = System.getProperty("ckep.project.dir");
        if (project == null) {
            throw new IllegalStateException("The system property ckep.project.dir names the project; Maven sets it");
        }
        try {
            return List.copyOf(JSON.readerForListOf(JsonNode.class)
                    .readValue(Path.of(project, "deploy/local/src/main/resources/seed", file)
                            .toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a key stand for a record of another service: a URN that is the same in each run. */
    public SeedFile withForeign(String key, String type) {
        urns.put(key, "urn:ckep:" + type + ":" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Posts every entry of a file; each has to be accepted. */
    public SeedFile load(String file) {
        for (JsonNode entry : entries(file)) {
            String key = key(entry);
            Response answer = post(entry);
            if (answer.statusCode() != 201) {
                throw new AssertionError(key + " was refused: " + answer.asString());
            }
            urns.put(key, answer.path("urn"));
        }
        return this;
    }

    /** Posts one entry, whose references must be known. */
    public Response post(JsonNode entry) {
        String path = resolve(entry.path("post").asText()).replaceFirst("^" + Api.root(), "");
        return Api.loader()
                .postOnce(path, "seed:" + key(entry), resolve(entry.path("body").toString()));
    }

    private static String key(JsonNode entry) {
        return entry.path("key").asText();
    }

    /** The URN that a key stands for. */
    public String urn(String key) {
        String urn = urns.get(key);
        if (urn == null) {
            throw new AssertionError(key + " is used before it is loaded");
        }
        return urn;
    }

    /** All keys with their URNs. */
    public Map<String, String> urns() {
        return Map.copyOf(urns);
    }

    /** The text with the URNs of the records in place of {@code ${KEY}}. */
    public String resolve(String text) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(urn(match.group(1))));
    }
}

package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.publicly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first data that the platform ships for this service, loaded as the loader loads them. */
final class Seed {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9-]+)}");

    private final Map<String, String> urns = new LinkedHashMap<>();

    private Seed() {
        // Records of other services: any URN will do, the same one at each load.
        for (String organisation : List.of("SAMSUNG", "SK", "HYUNDAI", "LG", "XIAOMIAUTO")) {
            elsewhere("ORG-" + organisation, "organisation");
        }
        elsewhere("IND-SEMIDEP", "claim");
        elsewhere("IND-BATTDEP", "claim");
    }

    private void elsewhere(String key, String type) {
        urns.put(key, "urn:ckep:" + type + ":" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
    }

    static Seed load() throws IOException {
        Seed seed = new Seed();
        Path folder = Path.of(System.getProperty("ckep.project.dir")).resolve("deploy/local/src/main/resources/seed");
        for (String file : List.of("40-policy.json", "60-policy-links.json")) {
            for (JsonNode entry : new ObjectMapper().readTree(Files.readString(folder.resolve(file)))) {
                seed.post(entry);
            }
        }
        return seed;
    }

    private void post(JsonNode entry) {
        String key = entry.path("key").asText();
        Response answer = asLoader()
                .contentType("application/json")
                .header("Idempotency-Key", "seed:" + key)
                .body(resolve(entry.path("body").toString()))
                .post(resolve(entry.path("post").asText()));
        assertThat(answer.statusCode()).as("%s: %s", key, answer.asString()).isIn(200, 201);
        urns.put(key, answer.jsonPath().getString("urn"));
    }

    private String resolve(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(urn(match.group(1))));
    }

    Map<String, String> urns() {
        return Map.copyOf(urns);
    }

    String urn(String key) {
        assertThat(urns).containsKey(key);
        return urns.get(key);
    }

    /** The keys of the first data among the records that a public request finds; other tests enter records too. */
    List<String> keys(String query) {
        Response answer = publicly().get("/policy/v1/" + query + (query.contains("?") ? "&" : "?") + "limit=500");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        List<String> found = answer.jsonPath().getList("data.urn", String.class);
        return urns.entrySet().stream()
                .filter(entry -> found.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(key -> !key.startsWith("CHL-DECOUPLE-IND"))
                .toList();
    }
}

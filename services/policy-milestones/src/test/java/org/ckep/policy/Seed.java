package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.publicly;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.ckep.testing.SeedFile;

/** The first data that the platform ships for this service, loaded as the loader loads them. */
final class Seed {
    private final SeedFile file = new SeedFile();

    private Seed() {
        // Records of other services: any URN will do, the same one at each load.
        for (String organisation : List.of("SAMSUNG", "SK", "HYUNDAI", "LG", "XIAOMIAUTO")) {
            file.withForeign("ORG-" + organisation, "organisation");
        }
        file.withForeign("IND-SEMIDEP", "claim").withForeign("IND-BATTDEP", "claim");
    }

    static Seed load() {
        Seed seed = new Seed();
        seed.file.load("40-policy.json").load("60-policy-links.json");
        return seed;
    }

    Map<String, String> urns() {
        return file.urns();
    }

    String urn(String key) {
        return file.urn(key);
    }

    /** The keys of the first data among the records that a public request finds; other tests enter records too. */
    List<String> keys(String query) {
        Response answer = publicly().get("/policy/v1/" + query + (query.contains("?") ? "&" : "?") + "limit=500");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        List<String> found = answer.jsonPath().getList("data.urn", String.class);
        return urns().entrySet().stream()
                .filter(entry -> found.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}

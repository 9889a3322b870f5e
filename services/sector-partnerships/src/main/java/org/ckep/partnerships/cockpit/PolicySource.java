package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Milestones, challenges, measures and engagements that concern the sector. */
@ApplicationScoped
class PolicySource implements CockpitSource {
    private final PolicyClient client;
    private final CockpitConfig config;

    PolicySource(@RestClient PolicyClient client, CockpitConfig config) {
        this.client = client;
        this.config = config;
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Uni<Map<String, List<JsonNode>>> ask(String sector, List<String> hsCodes) {
        int limit = config.maxEntries();
        Map<String, List<Uni<JsonNode>>> requests = new LinkedHashMap<>();
        requests.put("milestones", List.of(client.milestones(sector, limit)));
        requests.put("challenges", List.of(client.challenges(sector, limit)));
        requests.put("measures", List.of(client.measures(sector, limit)));
        requests.put("engagements", List.of(client.engagements(sector, limit)));
        return Lists.together(requests);
    }
}

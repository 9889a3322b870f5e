package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Projects, sites and shares of world output in the sector. */
@ApplicationScoped
class InvestmentSource implements CockpitSource {
    private final InvestmentClient client;
    private final CockpitConfig config;

    InvestmentSource(@RestClient InvestmentClient client, CockpitConfig config) {
        this.client = client;
        this.config = config;
    }

    @Override
    public String name() {
        return "investment";
    }

    @Override
    public Uni<Map<String, List<JsonNode>>> ask(String sector, List<String> hsCodes) {
        int limit = config.maxEntries();
        Map<String, List<Uni<JsonNode>>> requests = new LinkedHashMap<>();
        requests.put("projects", List.of(client.projects(sector, limit)));
        requests.put("sites", List.of(client.sites(sector, limit)));
        requests.put("capacityShares", List.of(client.capacityShares(sector, limit)));
        return Lists.together(requests);
    }
}

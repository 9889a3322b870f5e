package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Claims on the sector and the trade series of its goods, each naming its reporter and valuation. */
@ApplicationScoped
class TradeSource implements CockpitSource {
    private final TradeClient client;
    private final CockpitConfig config;

    TradeSource(@RestClient TradeClient client, CockpitConfig config) {
        this.client = client;
        this.config = config;
    }

    @Override
    public String name() {
        return "trade";
    }

    @Override
    public Uni<Map<String, List<JsonNode>>> ask(String sector, List<String> hsCodes) {
        Map<String, List<Uni<JsonNode>>> requests = new LinkedHashMap<>();
        requests.put("claims", List.of(client.claims(sector, config.maxEntries())));
        requests.put(
                "series",
                hsCodes.stream()
                        .map(code -> client.series(code, config.maxEntries()))
                        .toList());
        return Lists.together(requests);
    }
}

package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Claims on the sector and the yearly series of its goods as each side reports them. */
@ApplicationScoped
class TradeSource implements CockpitSource {
    private static final String YEARLY = "A";

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
                        .flatMap(code -> Stream.of(bilateral(code, "KR", "CN"), bilateral(code, "CN", "KR")))
                        .toList());
        return Lists.together(requests);
    }

    /** The yearly trade between the two as one of them reports it; the other's view stands beside it, never averaged. */
    private Uni<JsonNode> bilateral(String hsCode, String reporter, String partner) {
        return client.series(hsCode, reporter, partner, YEARLY, config.maxEntries());
    }
}

package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Another service that the cockpit shows. */
interface CockpitSource {
    /** The name under which {@code parts} and the page show it. */
    String name();

    /**
     * Asks all lists of the service at once, with the token of the current request.
     *
     * @param sector code of the sector
     * @param hsCodes the sector's codes of the Harmonized System
     * @return the entries of each list by its name; fails where one of the lists does not answer
     */
    Uni<Map<String, List<JsonNode>>> ask(String sector, List<String> hsCodes);
}

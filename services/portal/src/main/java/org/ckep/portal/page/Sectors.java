package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Sectors as the registers write them: codes, alone or with a share. */
final class Sectors {
    private Sectors() {}

    /** The codes of a record's sectors, joined by commas. */
    static String codes(JsonNode sectors) {
        List<String> codes = new ArrayList<>();
        sectors.forEach(sector -> codes.add(
                sector.isTextual() ? sector.asText() : sector.path("code").asText()));
        return String.join(", ", codes);
    }
}

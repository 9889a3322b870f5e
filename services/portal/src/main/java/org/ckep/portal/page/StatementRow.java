package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A claim as a sentence in a table.
 *
 * @param attribute what is spoken of
 * @param value what is said
 * @param period for which time it holds, empty where not stated
 */
record StatementRow(String attribute, String value, String period, String modality, String basis) {
    static StatementRow of(JsonNode claim, Json json) {
        return new StatementRow(
                json.label("attribute", claim.path("attribute")),
                json.claimValue(claim.path("value")),
                Json.period(claim.path("validFrom"), claim.path("validTo")),
                json.label("modality", claim.path("modality")),
                json.label("basis", claim.path("basis")));
    }
}

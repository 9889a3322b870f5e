package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Stated;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * A claim as a sentence in a table.
 *
 * @param attribute what is spoken of
 * @param value what is said
 * @param period for which time it holds, empty where not stated
 * @param modality in which mood it is said
 * @param assertedBy the side that says so, empty where none does
 * @param sources where it is said
 */
public record StatementRow(
        Text attribute, Stated value, String period, String modality, String assertedBy, List<Origin> sources) {
    /** What was measured stands before what was stated, and that before opinions; within each the register's order. */
    public static List<StatementRow> ordered(Answer claims, Wording words) {
        return claims.list(claim -> claim).stream()
                .sorted(Comparator.comparing(StatementRow::mood))
                .map(claim -> of(claim, words))
                .toList();
    }

    private static int mood(JsonNode claim) {
        String modality = claim.path("modality").asText();
        for (Modality known : Modality.values()) {
            if (known.name().equals(modality)) {
                return known.ordinal();
            }
        }
        return Modality.values().length;
    }

    static StatementRow of(JsonNode claim, Wording words) {
        return new StatementRow(
                words.name("attribute", claim.path("attribute")),
                words.claimValue(claim.path("value")),
                words.validity(claim),
                words.label("modality", claim.path("modality")),
                words.label("side", claim.path("assertedBySide")),
                Origins.none(words).of(claim));
    }
}

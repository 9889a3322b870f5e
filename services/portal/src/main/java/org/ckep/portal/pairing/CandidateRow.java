package org.ckep.portal.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * A record of the other side that may be of the same thing.
 *
 * @param reasons what speaks for that, with the weight of each
 */
public record CandidateRow(String urn, String address, Text title, String score, String reasons) {

    static List<CandidateRow> of(Answer candidates, Wording words) {
        return candidates.list(candidate -> {
            String urn = candidate.path("project").asText();
            return new CandidateRow(
                    urn,
                    "/projects/" + Addresses.id(urn),
                    words.text(candidate.path("title")),
                    candidate.path("score").asText(),
                    reasons(candidate, words));
        });
    }

    private static String reasons(JsonNode candidate, Wording words) {
        String parts = Answer.elements(
                        candidate.path("parts"),
                        part -> words.filled(
                                "fact",
                                "with-note",
                                words.label("pairing-part", part.path("part")),
                                part.path("weight").asText()))
                .stream()
                .collect(Collectors.joining(words.label("list", "comma")));
        if (!candidate.path("sharedIdentifier").asBoolean()) {
            return parts;
        }
        String shared = words.label("pairing-part", "IDENTIFIER");
        return parts.isEmpty() ? shared : shared + words.label("list", "comma") + parts;
    }
}

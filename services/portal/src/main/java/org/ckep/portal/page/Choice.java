package org.ckep.portal.page;

import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a filter.
 *
 * @param value the code that the register knows
 * @param name what the visitor reads
 */
record Choice(String value, Text name, boolean chosen) {
    static List<Choice> ofCodes(List<String> codes, String kind, @Nullable String chosen, Wording words) {
        return codes.stream()
                .map(code -> new Choice(code, Wording.capital(words.own(words.label(kind, code))), code.equals(chosen)))
                .toList();
    }

    /** The sectors of the register, by the names that the page has learnt of them. */
    static List<Choice> ofSectors(Answer sectors, @Nullable String chosen, Wording words) {
        return sectors.list(sector -> {
            String code = sector.path("code").asText();
            return new Choice(code, Wording.capital(words.sector(code)), code.equals(chosen));
        });
    }
}

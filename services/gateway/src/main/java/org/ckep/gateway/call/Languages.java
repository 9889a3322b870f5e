package org.ckep.gateway.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/** Chooses the language of an error. */
final class Languages {
    private static final int MAX_HEADER_LENGTH = 256;

    private Languages() {}

    /** The first language of the header, by weight, that the platform speaks; English if none or unreadable. */
    static Language negotiate(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER_LENGTH) {
            return Language.EN;
        }
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(acceptLanguage);
            return ranges.stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> Language.match(range.getRange()))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(Language.EN);
        } catch (IllegalArgumentException unreadable) {
            return Language.EN;
        }
    }
}

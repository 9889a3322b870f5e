package org.ckep.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/** Chooses the language of an answer. */
public final class Languages {
    private Languages() {}

    /**
     * The language of the platform that the header prefers: by weight, then by order; {@code zh}, {@code zh-CN} and
     * regions of the others are understood. English where the header is absent, unreadable or names none of the three.
     *
     * @param acceptLanguage value of {@code Accept-Language}, null where absent
     */
    public static Language negotiate(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Language.EN;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException unreadable) {
            return Language.EN;
        }
        // parse() sorts by weight and keeps the order of equal weights.
        return ranges.stream()
                .filter(range -> range.getWeight() > 0)
                .map(range ->
                        range.getRange().equals("*") ? Optional.of(Language.EN) : Language.match(range.getRange()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Language.EN);
    }
}

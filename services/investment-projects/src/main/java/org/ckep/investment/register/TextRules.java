package org.ckep.investment.register;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ckep.kernel.value.LocalizedText;

/** Rules for names and titles. */
public final class TextRules {
    private static final Pattern MARKUP = Pattern.compile("<\\s*[!/?a-zA-Z]|&(#\\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);");

    private TextRules() {}

    /** True where a text carries HTML: titles are shown in pages, calendars and mails, and are never markup. */
    public static boolean hasMarkup(LocalizedText text) {
        return text.texts().values().stream()
                .anyMatch(one -> MARKUP.matcher(one.text()).find());
    }

    /**
     * The form in which titles are searched: compatibility-normalised (a search for ３２８ finds 328), lower case, all
     * languages.
     */
    public static String searchKey(LocalizedText text) {
        return text.texts().values().stream()
                .map(LocalizedText.Text::text)
                .map(TextRules::searchKey)
                .collect(Collectors.joining("\n"));
    }

    /** The search form of one term. */
    public static String searchKey(String term) {
        return Normalizer.normalize(term, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}

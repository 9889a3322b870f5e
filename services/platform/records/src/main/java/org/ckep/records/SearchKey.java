package org.ckep.records;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** The form in which texts are searched: compatibility-composed and folded, so that ３２８ finds 328 and Lg finds LG. */
public final class SearchKey {
    private SearchKey() {}

    /** The key of what a caller searches for. */
    public static String of(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /** The key of a text in all its languages. */
    public static String of(LocalizedText text) {
        return of(List.of(text));
    }

    /** The key of some texts in all their languages, one per line so that no match runs across two of them. */
    public static String of(Collection<LocalizedText> texts) {
        return texts.stream()
                .flatMap(text -> text.texts().values().stream())
                .map(text -> of(text.text()))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /**
     * A pattern for {@code like … escape '!'} that finds the text anywhere and takes its wildcards literally; null for no
     * text.
     */
    public static @Nullable String pattern(@Nullable String text) {
        return text == null
                ? null
                : "%" + of(text).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}

package org.ckep.investment.register;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

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
     * Refuses HTML.
     *
     * @param pointer JSON pointer of the text in the request
     */
    public static void requirePlain(LocalizedText text, String pointer) {
        if (hasMarkup(text)) {
            String message = "A name or title is plain text, without HTML.";
            throw new ProblemException(RegisterProblem.MARKUP_IN_TEXT, message)
                    .withErrors(FieldError.at(pointer, RegisterProblem.MARKUP_IN_TEXT.slug(), message));
        }
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

    /** The pattern for SQL's {@code like … escape '!'} that finds a term anywhere; null for no term. */
    public static @Nullable String pattern(@Nullable String term) {
        if (term == null) {
            return null;
        }
        String literal = searchKey(term).replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + literal + "%";
    }
}

package org.ckep.records;

import java.util.regex.Pattern;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** Names and titles are shown in pages, calendars and mails, and are never markup. */
public final class PlainText {
    private static final Pattern MARKUP = Pattern.compile("<\\s*[!/?a-zA-Z]|&(#\\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);");

    private PlainText() {}

    /** True where a text carries HTML in any of its languages. */
    public static boolean hasMarkup(LocalizedText text) {
        return text.texts().values().stream().anyMatch(one -> hasMarkup(one.text()));
    }

    private static boolean hasMarkup(String text) {
        return MARKUP.matcher(text).find();
    }

    /**
     * Refuses HTML; null is plain.
     *
     * @param pointer JSON pointer of the text in the request; the refusal names the language below it
     * @throws ProblemException MARKUP_IN_TEXT
     */
    public static void require(@Nullable LocalizedText text, String pointer) {
        if (text != null) {
            text.texts().forEach((language, content) -> require(content.text(), pointer + "/" + language.tag()));
        }
    }

    /**
     * Refuses HTML in a text that stands in one language alone; null is plain.
     *
     * @param pointer JSON pointer of the text in the request
     * @throws ProblemException MARKUP_IN_TEXT
     */
    public static void require(@Nullable String text, String pointer) {
        if (text != null && hasMarkup(text)) {
            String message = "A name or title is plain text, without HTML.";
            throw new ProblemException(RecordsProblem.MARKUP_IN_TEXT, message)
                    .withErrors(FieldError.at(pointer, RecordsProblem.MARKUP_IN_TEXT.slug(), message));
        }
    }
}

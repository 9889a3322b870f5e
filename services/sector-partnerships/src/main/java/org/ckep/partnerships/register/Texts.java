package org.ckep.partnerships.register;

import java.util.regex.Pattern;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;

/** What a name or title may not be. */
public final class Texts {
    private static final Pattern MARKUP = Pattern.compile("<\\s*[!/?a-zA-Z]|&(#\\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);");

    private Texts() {}

    /**
     * Refuses HTML: names and titles are shown in pages, calendars and mails, and are never markup.
     *
     * @param pointer JSON pointer of the text in the request
     */
    public static void requirePlain(LocalizedText text, String pointer) {
        text.texts().forEach((language, content) -> {
            if (MARKUP.matcher(content.text()).find()) {
                String message = "A name or title is plain text, without HTML.";
                throw new ProblemException(RegisterProblem.MARKUP_IN_TEXT, message)
                        .withErrors(FieldError.at(
                                pointer + "/" + language.tag(), RegisterProblem.MARKUP_IN_TEXT.slug(), message));
            }
        });
    }
}

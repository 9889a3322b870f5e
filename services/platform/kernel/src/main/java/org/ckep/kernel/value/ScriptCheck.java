package org.ckep.kernel.value;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts that probably stand in the wrong language field. It warns and does not refuse, since Korean may be written
 * with Hanja and names of companies in Latin letters.
 */
public final class ScriptCheck {
    private ScriptCheck() {}

    /**
     * Warnings about a text.
     *
     * @param pointer JSON pointer of the text in the view; null texts give none
     */
    public static List<FieldError> warnings(String pointer, @Nullable LocalizedText text) {
        List<FieldError> warnings = new ArrayList<>();
        if (text != null) {
            text.texts().forEach((language, content) -> {
                String message = mismatch(language, scripts(content.text()));
                if (message != null) {
                    warnings.add(FieldError.at(pointer + "/" + language.tag(), "script-mismatch", message));
                }
            });
        }
        return warnings;
    }

    private static @Nullable String mismatch(Language language, Set<UnicodeScript> scripts) {
        boolean han = scripts.contains(UnicodeScript.HAN);
        boolean hangul = scripts.contains(UnicodeScript.HANGUL);
        return switch (language) {
            case KO -> han && !hangul ? "The Korean text has Chinese characters and no Hangul." : null;
            case ZH_HANS -> hangul && !han ? "The Chinese text has Hangul and no Chinese characters." : null;
            case EN ->
                (han || hangul) && !scripts.contains(UnicodeScript.LATIN)
                        ? "The English text has no Latin letters."
                        : null;
        };
    }

    private static Set<UnicodeScript> scripts(String text) {
        return text.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
    }
}

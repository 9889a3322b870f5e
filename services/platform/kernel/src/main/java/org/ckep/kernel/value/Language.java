package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** One of the three languages of the platform. */
public enum Language {
    EN("en"),
    /** Chinese in simplified characters. */
    ZH_HANS("zh-Hans"),
    KO("ko");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The tag under which data carries this language (BCP 47). */
    @JsonValue
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /**
     * Reads a tag of data.
     *
     * @throws IllegalArgumentException for a language that the platform does not carry
     */
    @JsonCreator
    public static Language ofTag(String tag) {
        return match(tag)
                .orElseThrow(() -> new IllegalArgumentException("language '" + tag + "' is none of en, zh-Hans, ko"));
    }

    /** The language that a request's tag asks for; {@code zh}, {@code zh-CN} and {@code ko-KR} are understood too. */
    public static Optional<Language> match(String tag) {
        String lower = tag.toLowerCase(Locale.ROOT);
        if (lower.equals("en") || lower.startsWith("en-")) {
            return Optional.of(EN);
        }
        if (lower.equals("zh")
                || lower.equals("zh-hans")
                || lower.startsWith("zh-hans-")
                || lower.equals("zh-cn")
                || lower.equals("zh-sg")) {
            return Optional.of(ZH_HANS);
        }
        if (lower.equals("ko") || lower.startsWith("ko-")) {
            return Optional.of(KO);
        }
        return Optional.empty();
    }
}

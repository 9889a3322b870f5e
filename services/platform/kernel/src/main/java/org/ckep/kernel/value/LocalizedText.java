package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text in up to three languages, each with its own standing. Texts are normalised to NFC, so that Hangul typed on a
 * machine that decomposes it makes no second name; controls that turn the direction of writing or hide characters are
 * refused.
 */
public final class LocalizedText {
    /** Longest text of one language, in characters. */
    public static final int MAX_LENGTH = 2000;

    /** How far a text may be relied on. */
    public enum Status {
        /** The language in which it was written. */
        ORIGINAL,
        /** A translation that the owner stands behind. */
        OFFICIAL,
        /** A translation that no one has confirmed yet. */
        WORKING,
        /** Translated by a machine. */
        MACHINE
    }

    /**
     * A text and its standing.
     *
     * @param text 1 to {@value #MAX_LENGTH} characters in NFC
     */
    public record Text(String text, Status status) {
        public Text {
            text = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
            if (text.isEmpty()) {
                throw new IllegalArgumentException("a text must not be empty");
            }
            if (text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "a text has at most " + MAX_LENGTH + " characters, this one has " + text.length());
            }
            text.codePoints().filter(LocalizedText::isForbidden).findFirst().ifPresent(c -> {
                throw new IllegalArgumentException("character U+%04X is not allowed in a text".formatted(c));
            });
        }
    }

    private final Map<Language, Text> texts;

    private LocalizedText(Map<Language, Text> texts) {
        this.texts = new EnumMap<>(texts);
    }

    /** A text in its original language. */
    public static LocalizedText of(Language language, String text) {
        return new LocalizedText(Map.of(language, new Text(text, Status.ORIGINAL)));
    }

    /** An original English text, the usual case of code and tests. */
    public static LocalizedText en(String text) {
        return of(Language.EN, text);
    }

    /**
     * A text in several languages.
     *
     * @throws IllegalArgumentException where no language is ORIGINAL
     */
    public static LocalizedText of(Map<Language, Text> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("at least one of en, zh-Hans, ko is needed");
        }
        if (texts.values().stream().noneMatch(text -> text.status() == Status.ORIGINAL)) {
            throw new ValueException(
                    ValueProblem.TEXT_WITHOUT_ORIGINAL, null, "at least one language must have the status ORIGINAL");
        }
        return new LocalizedText(texts);
    }

    /** This text with one language added or replaced. */
    public LocalizedText with(Language language, String text, Status status) {
        Map<Language, Text> more = new EnumMap<>(texts);
        more.put(language, new Text(text, status));
        return of(more);
    }

    /**
     * Reads the JSON form: an object with one member per language, each {@code {"text", "status"}} or, in short, the text
     * alone. The first short text is the ORIGINAL where no member says so, the others are WORKING.
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LocalizedText fromJson(Map<String, Object> json) {
        Map<Language, Text> texts = new EnumMap<>(Language.class);
        boolean hasOriginal = json.values().stream().anyMatch(LocalizedText::saysOriginal);
        for (Map.Entry<String, Object> entry : json.entrySet()) {
            Language language = Language.ofTag(entry.getKey());
            Text text =
                    switch (entry.getValue()) {
                        case String shortForm -> new Text(shortForm, hasOriginal ? Status.WORKING : Status.ORIGINAL);
                        case Map<?, ?> longForm -> fromLongForm(entry.getKey(), longForm);
                        case null, default ->
                            throw new IllegalArgumentException(
                                    "the text in '" + entry.getKey() + "' must be a string or {text, status}");
                    };
            hasOriginal = hasOriginal || text.status() == Status.ORIGINAL;
            if (texts.put(language, text) != null) {
                throw new IllegalArgumentException("language " + language.tag() + " is given twice");
            }
        }
        return of(texts);
    }

    private static boolean saysOriginal(@Nullable Object value) {
        return value instanceof Map<?, ?> longForm && Status.ORIGINAL.name().equals(longForm.get("status"));
    }

    private static Text fromLongForm(String tag, Map<?, ?> json) {
        for (Object name : json.keySet()) {
            if (!name.equals("text") && !name.equals("status")) {
                throw new IllegalArgumentException("unknown member '" + name + "' in '" + tag + "'");
            }
        }
        if (!(json.get("text") instanceof String text)) {
            throw new IllegalArgumentException("'" + tag + "' needs a text");
        }
        Object status = json.get("status");
        for (Status known : Status.values()) {
            if (known.name().equals(status)) {
                return new Text(text, known);
            }
        }
        throw new IllegalArgumentException("status of '" + tag + "' is none of ORIGINAL, OFFICIAL, WORKING, MACHINE");
    }

    @JsonValue
    Map<String, Text> toJson() {
        Map<String, Text> json = new LinkedHashMap<>();
        texts.forEach((language, text) -> json.put(language.tag(), text));
        return json;
    }

    public Optional<Text> in(Language language) {
        return Optional.ofNullable(texts.get(language));
    }

    /** The text for a reader of that language: in it, else the original. */
    public String best(Language language) {
        Text text = texts.get(language);
        return text != null ? text.text() : original().text();
    }

    /** The text in the language it was written in; the first where several are. */
    public Text original() {
        return texts.values().stream()
                .filter(text -> text.status() == Status.ORIGINAL)
                .findFirst()
                .orElseThrow();
    }

    /** The languages that are present, in the order en, zh-Hans, ko. */
    public Map<Language, Text> texts() {
        return new EnumMap<>(texts);
    }

    /** C0 and C1 controls except line breaks and tabs, bidirectional controls, zero-width and other invisible marks. */
    private static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LocalizedText text && texts.equals(text.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return texts.toString();
    }
}

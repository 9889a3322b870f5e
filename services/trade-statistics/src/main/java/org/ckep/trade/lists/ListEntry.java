package org.ckep.trade.lists;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a code; null is what it does not say.
 *
 * @param line where it says so
 * @param code as it stands in the list, with its edition where the list knows editions
 * @param parent code of the item above it
 * @param kind what sort of item it is
 * @param names by language
 * @param number one under which sources report it, of an area
 */
record ListEntry(
        long line,
        String code,
        @Nullable String parent,
        @Nullable String kind,
        Map<Language, String> names,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable Integer number) {
    ListEntry {
        names = Map.copyOf(names);
    }

    /** An item of a list as it is stored. */
    record State(
            @Nullable String parent,
            @Nullable String kind,
            @Nullable LocalizedText names,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo) {

        /** What nobody has said anything of. */
        static final State NONE = new State(null, null, null, null, null);
    }

    /**
     * What is known with what the file says above it.
     *
     * @param translated standing of names in other languages than the original
     */
    State over(State known, LocalizedText.Status translated) {
        return new State(
                parent == null ? known.parent() : parent,
                kind == null ? known.kind() : kind,
                named(known.names(), translated),
                validFrom == null ? known.validFrom() : validFrom,
                validTo == null ? known.validTo() : validTo);
    }

    private @Nullable LocalizedText named(@Nullable LocalizedText known, LocalizedText.Status translated) {
        if (names.isEmpty()) {
            return known;
        }
        Map<Language, LocalizedText.Text> texts = new EnumMap<>(Language.class);
        if (known != null) {
            texts.putAll(known.texts());
        }
        Language original = original(texts);
        names.forEach((language, name) -> texts.put(
                language,
                new LocalizedText.Text(name, language == original ? LocalizedText.Status.ORIGINAL : translated)));
        return LocalizedText.of(texts);
    }

    /** The language that stays the original; English for a new name, or the first of those given. */
    private Language original(Map<Language, LocalizedText.Text> known) {
        for (Map.Entry<Language, LocalizedText.Text> text : known.entrySet()) {
            if (text.getValue().status() == LocalizedText.Status.ORIGINAL) {
                return text.getKey();
            }
        }
        for (Language language : Language.values()) {
            if (names.containsKey(language)) {
                return language;
            }
        }
        return Language.EN;
    }
}

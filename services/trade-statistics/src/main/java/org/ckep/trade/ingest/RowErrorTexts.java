package org.ckep.trade.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.ckep.kernel.value.Language;

/** The sentences about rows, in each language. */
final class RowErrorTexts {
    private static final Map<Language, Properties> SENTENCES = read();

    private RowErrorTexts() {}

    /** The sentence by the tag of its language. */
    static Map<String, String> of(RowError error) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            texts.put(language.tag(), in(language, error.code(), error.arguments()));
        }
        return texts;
    }

    static String in(Language language, RowError.Code code, List<String> arguments) {
        Properties sentences = SENTENCES.get(language);
        String sentence = sentences == null ? null : sentences.getProperty(code.name());
        if (sentence == null) {
            throw new IllegalStateException("no sentence for " + code + " in " + language.tag());
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        // Arguments come from strangers' files and are not looked at for placeholders.
        for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', from)) {
            int close = sentence.indexOf('}', open);
            int index = Integer.parseInt(sentence.substring(open + 1, close));
            text.append(sentence, from, open).append(index < arguments.size() ? arguments.get(index) : "");
            from = close + 1;
        }
        return text.append(sentence, from, sentence.length()).toString();
    }

    private static Map<Language, Properties> read() {
        Map<Language, Properties> sentences = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            String resource = "/upload-errors_" + language.tag() + ".properties";
            try (InputStream in = RowErrorTexts.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("no resource " + resource);
                }
                Properties properties = new Properties();
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                sentences.put(language, properties);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return sentences;
    }
}

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

/** The sentences of the reports about uploads, in each language. */
final class ReportTexts {
    /** About rows. */
    static final ReportTexts ERRORS = new ReportTexts("upload-errors");

    /** About files as a whole. */
    static final ReportTexts FINDINGS = new ReportTexts("upload-findings");

    private final Map<Language, Properties> sentencesByLanguage = new EnumMap<>(Language.class);

    private ReportTexts(String name) {
        for (Language language : Language.values()) {
            sentencesByLanguage.put(language, read("/" + name + "_" + language.tag() + ".properties"));
        }
    }

    /** The sentence by the tag of its language. */
    Map<String, String> of(Enum<?> code, List<String> arguments) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            texts.put(language.tag(), in(language, code, arguments));
        }
        return texts;
    }

    String in(Language language, Enum<?> code, List<String> arguments) {
        Properties sentences = sentencesByLanguage.get(language);
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

    private static Properties read(String resource) {
        try (InputStream in = ReportTexts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

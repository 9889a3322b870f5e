package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;

/** JSON written piece by piece; it sets the commas and remembers what to close. */
final class JsonOutput {
    private static final int MAX_DEPTH = 64;

    private final Utf8Output out;
    private final Language language;
    private final boolean[] hasMember = new boolean[MAX_DEPTH];
    private final char[] closing = new char[MAX_DEPTH];
    private int depth;
    private boolean afterName;

    /**
     * Writes to an output.
     *
     * @param language of names that are given in one language
     */
    JsonOutput(Utf8Output out, Language language) {
        this.out = out;
        this.language = language;
    }

    JsonOutput object() throws IOException {
        return open('{', '}');
    }

    JsonOutput object(String name) throws IOException {
        return name(name).object();
    }

    JsonOutput array() throws IOException {
        return open('[', ']');
    }

    JsonOutput array(String name) throws IOException {
        return name(name).array();
    }

    private JsonOutput open(char begin, char end) throws IOException {
        separate();
        out.put(begin);
        closing[++depth] = end;
        hasMember[depth] = false;
        return this;
    }

    JsonOutput end() throws IOException {
        out.put(closing[depth--]);
        return this;
    }

    JsonOutput name(String name) throws IOException {
        separate();
        quoted(name);
        out.put(':');
        afterName = true;
        return this;
    }

    JsonOutput string(String text) throws IOException {
        separate();
        return quoted(text);
    }

    JsonOutput number(long number) throws IOException {
        return raw(Utf8Output.bytes(Long.toString(number)));
    }

    /** Text that is JSON already, such as a number. */
    JsonOutput raw(byte[] json) throws IOException {
        separate();
        out.put(json);
        return this;
    }

    JsonOutput field(String name, String text) throws IOException {
        return name(name).string(text);
    }

    JsonOutput field(String name, long number) throws IOException {
        return name(name).number(number);
    }

    JsonOutput field(String name, boolean value) throws IOException {
        return name(name).raw(Utf8Output.bytes(Boolean.toString(value)));
    }

    /** The members {@code name} and {@code names}. */
    JsonOutput names(LocalizedText names) throws IOException {
        return texts("name", names);
    }

    /** A text as a member of that name, and in all its languages as the member with an s. */
    JsonOutput texts(String name, LocalizedText texts) throws IOException {
        field(name, texts.best(language));
        object(name + "s");
        for (Map.Entry<Language, LocalizedText.Text> text : texts.texts().entrySet()) {
            field(tag(text.getKey()), text.getValue().text());
        }
        return end();
    }

    /** The tag of a language as the schemas of SDMX-JSON want it, which know small letters only. */
    static String tag(Language language) {
        return language.tag().toLowerCase(Locale.ROOT);
    }

    private JsonOutput quoted(String text) throws IOException {
        out.put('"').put(JsonStringEncoder.getInstance().quoteAsUTF8(text)).put('"');
        return this;
    }

    private void separate() throws IOException {
        if (afterName) {
            afterName = false;
            return;
        }
        if (hasMember[depth]) {
            out.put(',');
        }
        hasMember[depth] = true;
    }
}

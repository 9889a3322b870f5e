package org.ckep.trade.sdmx;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;

/** XML written piece by piece; it remembers what to close. */
final class XmlOutput {
    private final Utf8Output out;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean inTag;

    XmlOutput(Utf8Output out) {
        this.out = out;
    }

    long position() throws IOException {
        endTag();
        return out.position();
    }

    XmlOutput declaration() throws IOException {
        out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        return this;
    }

    XmlOutput open(String name) throws IOException {
        endTag();
        out.put("<").put(name);
        open.push(name);
        inTag = true;
        return this;
    }

    XmlOutput attribute(String name, String value) throws IOException {
        out.put(" ").put(name).put("=\"").escaped(value).put("\"");
        return this;
    }

    XmlOutput text(String text) throws IOException {
        endTag();
        out.escaped(text);
        return this;
    }

    XmlOutput close() throws IOException {
        String name = open.pop();
        if (inTag) {
            out.put("/>");
            inTag = false;
        } else {
            out.put("</").put(name).put(">");
        }
        return this;
    }

    /** An element that holds a text. */
    XmlOutput element(String name, String text) throws IOException {
        return open(name).text(text).close();
    }

    /** The names in all languages. */
    XmlOutput names(String element, LocalizedText names) throws IOException {
        for (Map.Entry<Language, LocalizedText.Text> name : names.texts().entrySet()) {
            open(element)
                    .attribute("xml:lang", name.getKey().tag())
                    .text(name.getValue().text())
                    .close();
        }
        return this;
    }

    private void endTag() throws IOException {
        if (inTag) {
            out.put('>');
            inTag = false;
        }
    }
}

package org.ckep.gateway.problem;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.ckep.kernel.value.Language;

/** The error message of SDMX-ML. */
final class SdmxErrors {
    private SdmxErrors() {}

    /**
     * The message.
     *
     * @param schemas folder of the version in the names of its namespaces
     */
    static Buffer xml(String schemas, int code, String text, Language language) {
        String document = """
                <?xml version="1.0" encoding="UTF-8"?>
                <mes:Error xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/%1$s/message" \
                xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/%1$s/common">
                  <mes:ErrorMessage code="%2$d">
                    <com:Text xml:lang="%3$s">%4$s</com:Text>
                  </mes:ErrorMessage>
                </mes:Error>
                """.formatted(schemas, code, language.tag(), escape(text));
        return Buffer.buffer(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

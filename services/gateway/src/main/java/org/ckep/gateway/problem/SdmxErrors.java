package org.ckep.gateway.problem;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.ckep.kernel.value.Language;

/** The error message of SDMX-ML 2.1. */
final class SdmxErrors {
    private SdmxErrors() {}

    static Buffer xml(int code, String text, Language language) {
        String document = """
                <?xml version="1.0" encoding="UTF-8"?>
                <mes:Error xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" \
                xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
                  <mes:ErrorMessage code="%d">
                    <com:Text xml:lang="%s">%s</com:Text>
                  </mes:ErrorMessage>
                </mes:Error>
                """.formatted(code, language.tag(), escape(text));
        return Buffer.buffer(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

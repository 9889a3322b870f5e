package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Errors as SDMX clients read them: XML, or JSON for those that accept it and no XML. */
final class ErrorBody {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ErrorBody() {}

    /** True where a caller with this Accept header is answered in JSON. */
    static boolean isJson(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        String lower = accept.toLowerCase(Locale.ROOT);
        return lower.contains("json") && !lower.contains("xml") && !lower.contains("*/*");
    }

    static byte[] json(SdmxError error, String text) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("meta").put("sender", Dataflow.AGENCY);
        body.putArray("errors").addObject().put("code", error.code()).put("title", text);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] xml(SdmxError error, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new Xml(out)
                    .root("mes:Error")
                    .namespace("mes", Xml.MESSAGE)
                    .namespace("com", Xml.COMMON)
                    .open("mes:ErrorMessage")
                    .attribute("code", Integer.toString(error.code()))
                    .open("com:Text")
                    .attribute("xml:lang", "en")
                    .text(text)
                    .close()
                    .close()
                    .close()
                    .end();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }
}

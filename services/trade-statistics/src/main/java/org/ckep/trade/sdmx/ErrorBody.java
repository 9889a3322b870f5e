package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Errors as SDMX clients read them, in XML or JSON. */
final class ErrorBody {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ErrorBody() {}

    /**
     * In JSON.
     *
     * @param code that of SDMX, or on the second root the HTTP status
     */
    static byte[] json(int code, String text, Instant prepared) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode meta = body.putObject("meta");
        meta.put("id", "CKEP" + prepared.toEpochMilli());
        meta.put("prepared", prepared.truncatedTo(ChronoUnit.SECONDS).toString());
        meta.put("test", false);
        meta.putArray("contentLanguages").add("en");
        meta.putObject("sender").put("id", Dataflow.AGENCY);
        body.putArray("errors").addObject().put("code", code).put("title", text);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * In XML, with the same code.
     *
     * @param version whose namespaces it has
     */
    static byte[] xml(int code, String text, MlVersion version) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><mes:Error xmlns:mes=\"" + version.message()
                        + "\" xmlns:com=\"" + version.common() + "\"><mes:ErrorMessage code=\"" + code
                        + "\"><com:Text xml:lang=\"en\">" + escaped + "</com:Text></mes:ErrorMessage></mes:Error>")
                .getBytes(StandardCharsets.UTF_8);
    }
}

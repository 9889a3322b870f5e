package org.ckep.hub.log;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.ckep.messaging.MalformedEventException;
import org.erdtman.jcs.NumberToJSON;

/**
 * JSON in canonical form (RFC 8785), so that any reader can compute the same bytes. The form writes numbers as doubles
 * and text as UTF-8; what would be altered by that is refused here instead.
 */
public final class CanonicalJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final HexFormat HEX = HexFormat.of();

    private CanonicalJson() {}

    /**
     * Reads a document that can be made canonical without loss.
     *
     * @throws MalformedEventException naming what is wrong with it
     */
    static JsonNode read(byte[] json) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (IOException notJson) {
            throw new MalformedEventException("data is not JSON", notJson);
        }
        if (node.isMissingNode()) {
            throw new MalformedEventException("data is empty");
        }
        check(node, StandardCharsets.UTF_8.newEncoder());
        return node;
    }

    /** The canonical form of a document that was read by {@link #read}. */
    public static String write(JsonNode node) {
        StringBuilder out = new StringBuilder(512);
        write(node, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> writeArray(node, out);
            case STRING -> writeText(node.textValue(), out);
            case NUMBER -> out.append(number(node.doubleValue()));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, POJO, MISSING -> throw new MalformedEventException("data has no canonical form");
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        String[] names = new String[object.size()];
        int next = 0;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            names[next++] = member.getKey();
        }
        // By UTF-16 code units, as the form demands and Java compares.
        Arrays.sort(names);
        char before = '{';
        for (String name : names) {
            out.append(before);
            writeText(name, out);
            out.append(':');
            write(object.get(name), out);
            before = ',';
        }
        out.append(names.length == 0 ? "{}" : "}");
    }

    private static void writeArray(JsonNode array, StringBuilder out) {
        char before = '[';
        for (JsonNode element : array) {
            out.append(before);
            write(element, out);
            before = ',';
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.toHexDigits((byte) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String number(double number) {
        try {
            return NumberToJSON.serializeNumber(number);
        } catch (IOException notFinite) {
            throw new MalformedEventException("data has no canonical form", notFinite);
        }
    }

    private static void check(JsonNode node, CharsetEncoder utf8) {
        if (node.isNumber()) {
            checkNumber(node.decimalValue());
        } else if (node.isTextual()) {
            checkText(node.textValue(), utf8);
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                checkText(member.getKey(), utf8);
                check(member.getValue(), utf8);
            }
        } else {
            node.forEach(element -> check(element, utf8));
        }
    }

    private static void checkNumber(BigDecimal number) {
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest) || new BigDecimal(Double.toString(nearest)).compareTo(number) != 0) {
            throw new MalformedEventException("data has a number that a double cannot hold; it must be a string");
        }
    }

    private static void checkText(String text, CharsetEncoder utf8) {
        if (!utf8.canEncode(text)) {
            throw new MalformedEventException("data has text that is not Unicode");
        }
    }
}

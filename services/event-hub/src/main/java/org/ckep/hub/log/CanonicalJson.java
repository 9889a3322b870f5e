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
import java.util.Map;
import org.ckep.messaging.MalformedEventException;
import org.erdtman.jcs.JsonCanonicalizer;

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
        try {
            return new JsonCanonicalizer(JSON.writeValueAsString(node)).getEncodedString();
        } catch (IOException notCanonical) {
            throw new MalformedEventException("data has no canonical form", notCanonical);
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

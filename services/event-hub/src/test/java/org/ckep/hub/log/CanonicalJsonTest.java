package org.ckep.hub.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import org.ckep.messaging.MalformedEventException;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical form beside the one of the library that its specification names. */
class CanonicalJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LETTERS =
            "aZ09 _-\"\\/\b\t\n\f\r\u0000\u0001\u001f\u007f\u0080\u20ac\u2028 西安 시안 \ud83d\ude00\ufb33";

    private static String canonical(String json) throws IOException {
        return new JsonCanonicalizer(json).getEncodedString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"b\":[],\"a\":{},\"\":null}",
                "[true,false,null,0,-0,1,-1,1.50,100,1e21,1e-7,123456789012,0.000001,4.9e-324,1.7976931348623157e308]",
                "{\"\u20ac\":1,\"\\r\":2,\"\ufb33\":3,\"1\":4,\"\ud83d\ude00\":5,\"\u0080\":6,\"\u00f6\":7}",
                "[[[{\"x\":[1,{\"y\":\"\\u000f\\u000a\\\\\\\"/\"}]}]]]"
            })
    void isWhatTheLibraryWrites(String json) throws IOException {
        assertThat(CanonicalJson.write(CanonicalJson.read(json.getBytes(UTF_8))))
                .isEqualTo(canonical(json));
    }

    @Test
    void isWhatTheLibraryWritesOfAnything() throws IOException {
        Random random = new Random(8785);
        for (int i = 0; i < 2000; i++) {
            String json = JSON.writeValueAsString(object(random, 4));
            assertThat(CanonicalJson.write(CanonicalJson.read(json.getBytes(UTF_8))))
                    .as(json)
                    .isEqualTo(canonical(json));
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = text(random);
            switch (random.nextInt(depth == 0 ? 4 : 6)) {
                case 0 -> object.put(name, text(random));
                case 1 -> object.put(name, random.nextLong() >> (11 + random.nextInt(50)));
                case 2 -> object.put(name, Double.longBitsToDouble(random.nextLong() & ~(3L << 61) | 1L << 61));
                case 3 -> object.put(name, random.nextBoolean());
                case 4 -> object.set(name, object(random, depth - 1));
                default -> {
                    ArrayNode array = object.putArray(name);
                    array.add(random.nextInt()).addNull().add(object(random, depth - 1));
                }
            }
        }
        return object;
    }

    private static String text(Random random) {
        int[] points = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** Data of an event may be a single value. */
    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "1.5", "true", "null"})
    void aSingleValueHasOneToo(String json) throws JsonProcessingException {
        assertThat(CanonicalJson.write(JSON.readTree(json))).isEqualTo(json);
    }

    @Test
    void whatIsNoJsonHasNone() {
        assertThatThrownBy(() -> CanonicalJson.write(JsonNodeFactory.instance.binaryNode(new byte[1])))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> CanonicalJson.write(JsonNodeFactory.instance.numberNode(Double.NaN)))
                .isInstanceOf(MalformedEventException.class);
    }
}

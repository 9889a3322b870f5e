package org.ckep.hub.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.hub.proof.SubscriberEvent;
import org.ckep.kernel.problem.ProblemException;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of events, and what is refused. */
class ProjectionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private static Projection projection(String pointers) throws IOException {
        return Projection.of(json(pointers), "/projection");
    }

    private static byte[] event(String data) throws IOException {
        return new JsonCanonicalizer("{\"specversion\":\"1.0\",\"id\":\"1\",\"dataschema\":\"https://example.org/s\","
                        + "\"source\":\"/a/public\",\"type\":\"t\",\"data\":" + data + "}")
                .getEncodedUTF8();
    }

    private static String left(String pointers, String data) throws IOException {
        return new String(projection(pointers).apply(event(data)), UTF_8);
    }

    private static String expected(String data) {
        return "{\"data\":" + data + ",\"id\":\"1\",\"source\":\"/a/public\",\"specversion\":\"1.0\",\"type\":\"t\"}";
    }

    @Test
    void keepsWhatIsNamedInTheOrderOfTheCanonicalForm() throws IOException {
        assertThat(left(
                        "[\"/z\",\"/a/b\",\"/名\"]",
                        "{\"z\":null,\"名\":\"西安\",\"a\":{\"c\":1,\"b\":[1.5,2]},\"x\":true}"))
                .isEqualTo(expected("{\"a\":{\"b\":[1.5,2]},\"z\":null,\"名\":\"西安\"}"));
    }

    @Test
    void keepsTwoMembersOfOneObjectAndNamesThatAreEscaped() throws IOException {
        assertThat(left(
                        "[\"/a/c\",\"/a/b\",\"/x~1y\",\"/~0\",\"/\",\"/0\"]",
                        "{\"a\":{\"b\":1,\"c\":2,\"d\":3},\"x/y\":4,\"~\":5,\"\":6,\"0\":7,\"~1\":8}"))
                .isEqualTo(expected("{\"\":6,\"0\":7,\"a\":{\"b\":1,\"c\":2},\"x/y\":4,\"~\":5}"));
    }

    @Test
    void keepsNothingOfWhatIsNotThereNorFromWithinAList() throws IOException {
        assertThat(left("[\"/no\",\"/list/0\",\"/text/a\"]", "{\"list\":[1],\"text\":\"a\",\"b\":1}"))
                .isEqualTo(expected("{}"));
    }

    @Test
    void leavesDataWholeThatIsNoObject() throws IOException {
        assertThat(projection("[\"/a\"]").apply(event("[{\"a\":1}]"))).isEqualTo(event("[{\"a\":1}]"));
    }

    @Test
    void leavesEverythingWholeWhereNothingIsNamed() throws IOException {
        byte[] event = event("{\"a\":1}");
        assertThat(projection("[]").apply(event)).isSameAs(event);
        assertThat(projection("null").apply(event)).isSameAs(event);
        assertThat(Projection.of(null, "/projection").apply(event)).isSameAs(event);
    }

    /** Whoever gets it can compute what the chain hashes from what he got. */
    @Test
    void canBeNumberedLikeAWholeOne() throws IOException {
        byte[] left = projection("[\"/b\"]").apply(event("{\"a\":1,\"b\":\"\\\"cksubseq\\\"\",\"c\":2}"));
        byte[] complete = SubscriberEvent.complete(left, 7, new byte[32]);
        assertThat(new JsonCanonicalizer(new String(complete, UTF_8)).getEncodedUTF8())
                .isEqualTo(complete);
        assertThat(json(new String(complete, UTF_8)).path("cksubseq").textValue())
                .isEqualTo("7");
        assertThat(json(new String(complete, UTF_8)).path("data").toString()).isEqualTo("{\"b\":\"\\\"cksubseq\\\"\"}");
    }

    @Test
    void tellsWhatLeadsToNothing() throws IOException {
        assertThat(projection("[\"/a/b\",\"/a/c\",\"/d\"]").missing(json("{\"a\":{\"c\":null}}")))
                .containsExactly("/a/b", "/d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}            | /projection   | invalid",
                "\"/a\"               | /projection   | invalid",
                "[\"/a\",1]           | /projection/1 | invalid",
                "[\"/a\",null]        | /projection/1 | invalid",
                "[\"a\"]              | /projection/0 | invalid",
                "[\"\"]               | /projection/0 | invalid",
                "[\"/a~\"]            | /projection/0 | invalid",
                "[\"/b\",\"/a~2\"]    | /projection/1 | invalid",
                "[\"/a\\u0000\"]      | /projection/0 | invalid",
                "[\"/a\\ud800\"]      | /projection/0 | invalid",
                "[\"/a\",\"/b\",\"/a\"] | /projection/2 | duplicate",
                "[\"/a\",\"/a/b\"]    | /projection/1 | nested",
                "[\"/a/b/c\",\"/a\"]  | /projection/0 | nested"
            })
    void refuses(String pointers, String place, String code) {
        assertThatThrownBy(() -> projection(pointers))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors()).singleElement().satisfies(error -> {
                            assertThat(error.pointer()).isEqualTo(place);
                            assertThat(error.code()).isEqualTo(code);
                        }));
    }

    @Test
    void refusesMoreThanFifty() throws IOException {
        String fifty = IntStream.range(0, 50).mapToObj(i -> "\"/a" + i + "\"").collect(Collectors.joining(","));
        assertThat(projection("[" + fifty + "]").pointers()).hasSize(50).contains("/a0", "/a49");
        assertThatThrownBy(() -> projection("[" + fifty + ",\"/b\"]"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors().get(0).code()).isEqualTo("too-many"));
    }
}

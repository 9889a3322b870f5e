package org.ckep.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canonical form is that of RFC 8785, by the RFC's own examples. */
class ChangeHashTest {
    private static final Urn RECORD = Urn.parse("urn:ckep:project:5b7c9a52-0d1e-4f55-9a53-2f6d3f1f0a11");

    /** RFC 8785 sections 3.2.2 and 3.2.4. */
    @Test
    void theExampleOfTheStandard() {
        String input = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }""";
        assertThat(ChangeHash.canonical(input))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /** RFC 8785 section 3.2.3: by UTF-16 code units, so that a surrogate pair comes before U+FB33. */
    @Test
    void membersAreSortedAsTheStandardSays() {
        String input = """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}""";
        assertThat(ChangeHash.canonical(input))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /** RFC 8785 appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "5e-324, 5e-324",
        "-5e-324, -5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740992, 9007199254740992",
        "-9007199254740992, -9007199254740992",
        "295147905179352830000, 295147905179352830000",
        "9.999999999999997e22, 9.999999999999997e+22",
        "1e23, 1e+23",
        "1.0000000000000001e23, 1.0000000000000001e+23",
        "999999999999999700000, 999999999999999700000",
        "999999999999999900000, 999999999999999900000",
        "1e21, 1e+21",
        "9.999999999999997e-7, 9.999999999999997e-7",
        "0.000001, 0.000001",
        "333333333.3333332, 333333333.3333332",
        "333333333.33333325, 333333333.33333325",
        "333333333.3333334, 333333333.3333334",
        "333333333.33333343, 333333333.33333343",
        "-0.0000033333333333333333, -0.0000033333333333333333",
        "1424953923781206.2, 1424953923781206.2"
    })
    void numbersAreWrittenAsTheStandardSays(String number, String canonical) {
        assertThat(ChangeHash.canonical("[" + number + "]")).isEqualTo("[" + canonical + "]");
    }

    /** The value can be checked with any other implementation: sha256 of {@code {"a":1,"b":[true,"서울"]}} in UTF-8. */
    @Test
    void oneContentHasOneHashHoweverItIsWritten() {
        String hash = ChangeHash.of("{\"b\":[true,\"서울\"],\"a\":1.0}");
        assertThat(hash)
                .isEqualTo(ChangeHash.of("{ \"a\" : 1, \"b\" : [ true, \"\\uc11c\\uc6b8\" ] }"))
                .isEqualTo("38b16bd91725d9b3107f2600329509c0f8a5d3f81d0b2d3dc529ef61e1375b4b");
    }

    @Test
    void theHashOfAChangeSetCoversEveryPartOfItsContent() {
        String base = ChangeHash.of("{}");
        String patch = "[{\"op\":\"replace\",\"path\":\"/direction\",\"value\":\"MUTUAL\"}]";
        String content = "{\"patch\":" + patch + ",\"makesJoint\":false,\"baseHash\":\"" + base + "\",\"recordUrn\":\""
                + RECORD + "\",\"step\":null";
        String hash = ofExplicit(RECORD, base, false, patch, null);
        assertThat(hash)
                .isEqualTo(ChangeHash.of(content + "}"))
                .isEqualTo(ofExplicit(
                        RECORD,
                        base,
                        false,
                        "[{\"value\": \"MUTUAL\", \"path\": \"/direction\", \"op\": \"replace\"}]",
                        null));
        assertThat(hash)
                .isNotEqualTo(ofExplicit(Urn.random("project"), base, false, patch, null))
                .isNotEqualTo(ofExplicit(RECORD, ChangeHash.of("{\"a\":1}"), false, patch, null))
                .isNotEqualTo(ofExplicit(RECORD, base, true, patch, null))
                .isNotEqualTo(ofExplicit(RECORD, base, false, patch.replace("MUTUAL", "CN_TO_KR"), null))
                .isNotEqualTo(ofExplicit(RECORD, base, false, patch, "{\"to\":\"FILED\"}"));
        assertThat(ChangeHash.of(RECORD, base, false, patch, null, Procedure.SILENCE, List.of(), null, null))
                .isEqualTo(ChangeHash.of(content + ",\"procedure\":\"SILENCE\"}"))
                .isNotEqualTo(hash);
        Urn objection = Urn.random("objection");
        assertThat(ChangeHash.of(RECORD, base, false, patch, null, Procedure.EXPLICIT, List.of(objection), null, null))
                .isEqualTo(ChangeHash.of(content + ",\"settles\":[\"" + objection + "\"]}"))
                .isNotEqualTo(hash);
        String readers = "{\"level\":\"PUBLIC\"}";
        assertThat(ChangeHash.of(RECORD, base, false, patch, null, Procedure.RELEASE, List.of(), readers, null))
                .isEqualTo(ChangeHash.of(content + ",\"procedure\":\"RELEASE\",\"classification\":" + readers + "}"))
                .isNotEqualTo(hash);
        String figure = "{\"attribute\":\"jobs\",\"value\":7}";
        assertThat(ChangeHash.of(RECORD, base, false, patch, null, Procedure.EXPLICIT, List.of(), null, figure))
                .isEqualTo(ChangeHash.of(content + ",\"figure\":" + figure + "}"))
                .isNotEqualTo(hash);
    }

    private static String ofExplicit(Urn record, String base, boolean makesJoint, String patch, @Nullable String step) {
        return ChangeHash.of(record, base, makesJoint, patch, step, Procedure.EXPLICIT, List.of(), null, null);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> ChangeHash.canonical("{\"a\": }")).isInstanceOf(IllegalArgumentException.class);
    }
}

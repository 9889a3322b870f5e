package org.ckep.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IdentifierTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY";

    @Property
    void everyNewDisplayIdIsValid(@ForAll long seed) {
        assertThat(DisplayId.isValid(DisplayId.random("PRJ", new Random(seed)))).isTrue();
    }

    @Property
    void everyMistypedCharacterIsFound(
            @ForAll long seed, @ForAll @IntRange(max = 7) int at, @ForAll @IntRange(max = 30) int with) {
        String id = DisplayId.random("PRJ", new Random(seed));
        StringBuilder wrong = new StringBuilder(id);
        wrong.setCharAt(7 + at, ALPHABET.charAt(with));
        assertThat(DisplayId.isValid(wrong.toString()))
                .isEqualTo(wrong.toString().equals(id));
    }

    @Property
    void everyTranspositionIsFound(@ForAll long seed, @ForAll @IntRange(max = 6) int at) {
        String id = DisplayId.random("PRJ", new Random(seed));
        StringBuilder wrong = new StringBuilder(id);
        wrong.setCharAt(7 + at, id.charAt(8 + at));
        wrong.setCharAt(8 + at, id.charAt(7 + at));
        assertThat(DisplayId.isValid(wrong.toString()))
                .isEqualTo(wrong.toString().equals(id));
    }

    @Example
    void urnsKeepTheirTextForm() {
        Urn urn = Urn.random("project");
        assertThat(Urn.parse(urn.toString())).isEqualTo(urn);
        assertThat(urn.uuid().version()).isEqualTo(4);
        assertThat(Urn.CN_KR_RELATION).hasToString("urn:ckep:relation:c0a1b2c3-0000-4000-8000-000000000001");
    }

    @Example
    void tracesAreThoseOfVersion00WithIds() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(TraceContext.isTraceParent(trace)).isTrue();
        for (String text : new String[] {
            "",
            trace.toUpperCase(Locale.ROOT),
            trace + "-00",
            trace + "\n",
            "01" + trace.substring(2),
            "ff" + trace.substring(2),
            trace.replace("0af7651916cd43dd8448eb211c80319c", "0".repeat(32)),
            trace.replace("b7ad6b7169203331", "0".repeat(16)),
        }) {
            assertThat(TraceContext.isTraceParent(text)).as(text).isFalse();
        }
    }

    @Example
    void otherTextIsNoUrn() {
        for (String text : new String[] {
            "",
            "urn:ckep:project",
            "urn:other:project:" + Urn.random("x").uuid(),
            "urn:ckep:Project:0",
            "x".repeat(5000)
        }) {
            assertThatThrownBy(() -> Urn.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected urn:ckep:{type}:{uuid}");
        }
    }
}

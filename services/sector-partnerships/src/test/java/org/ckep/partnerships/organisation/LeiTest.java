package org.ckep.partnerships.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeiTest {
    /** The example of ISO 17442 itself and codes computed by the standard's procedure. */
    @ParameterizedTest
    @ValueSource(strings = {"506700GE1G29325QX363", "5493000IBP32UQZ0KL24", "HWUPKR0MPOU8FGXBT394"})
    void codesWithFittingCheckDigitsAreValid(String code) {
        assertThat(Lei.isValid(code)).isTrue();
        assertThat(new Lei(code).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "506700GE1G29325QX364",
                "506700GE1G29325QX36",
                "506700GE1G29325QX3633",
                "506700ge1g29325qx363",
                "506700GE1G29325QX3A3",
                ""
            })
    void codesWithBadCheckDigitsOrFormAreRefused(String code) {
        assertThat(Lei.isValid(code)).isFalse();
        assertThatThrownBy(() -> new Lei(code)).isInstanceOf(IllegalArgumentException.class);
    }

    /** MOD 97-10 finds every wrong digit and every wrong letter; a letter in a digit's place only nearly always. */
    @Property(tries = 500)
    void aSingleWrongCharacterIsFound(@ForAll @IntRange(max = 17) int position, @ForAll long seed) {
        char[] code = "506700GE1G29325QX363".toCharArray();
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        char other = alphabet.charAt(new Random(seed).nextInt(alphabet.length()));
        Assume.that(other != code[position]);
        Assume.that(Character.isDigit(other) == Character.isDigit(code[position]));
        code[position] = other;
        assertThat(Lei.isValid(new String(code))).isFalse();
    }
}

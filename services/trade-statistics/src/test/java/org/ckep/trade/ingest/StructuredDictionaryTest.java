package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After the grammar of RFC 9651, section 4.2.2. */
class StructuredDictionaryTest {
    @Test
    void byteSequencesAreKeptAndOtherValuesReadOver() {
        var members = StructuredDictionary.parse(
                " a=:AQID:;q=1;x=\"\\\"\\\\;,\" ,\tb=?1, c , d=(1 tok;p :AA==:);z, e=-12.345, f=@-17, *g=*t/x:y, i=%\"f%c3%bc, \", h=:AQ:, a=:BA==: ");
        assertThat(members.keySet()).containsExactly("b", "c", "d", "e", "f", "*g", "i", "h", "a");
        assertThat(members.get("a")).hasValue(new byte[] {4});
        assertThat(members.get("h")).hasValue(new byte[] {1});
        assertThat(members.values().stream().filter(value -> value.isEmpty())).hasSize(7);
        assertThat(StructuredDictionary.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=",
                "a=:AQID",
                "a=:A*ID:",
                "a=:AQID:,",
                "a=:AQID: b",
                "a,,b",
                "A=1",
                "=1",
                "a=\"x",
                "a=\"\\x\"",
                "a=\"\u00e9\"",
                "a=?2",
                "a=1234567890123456",
                "a=1234567890123.1",
                "a=1.",
                "a=1.2345",
                "a=--1",
                "a=%\"x",
                "a=%\"%C3\"",
                "a=%\"%c3\"",
                "a=%\"%c3 \"",
                "a=%\"%ed%a0%80\"",
                "a=(1",
                "a=(1,2)",
                "a=1;",
                "a=@1.5",
                "a=\uffff"
            })
    void whatIsNoDictionaryIsRefused(String text) {
        assertThatThrownBy(() -> StructuredDictionary.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

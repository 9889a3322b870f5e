package org.ckep.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.ckep.kernel.value.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallIdsTest {

    @Test
    void harmlessRequestIdsAreKept() {
        assertThat(RequestId.acceptOrCreate("Report-2026.08_1")).isEqualTo("Report-2026.08_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with blank here", "line\r\nbreak-in-it", "quote\"12345"})
    void otherRequestIdsAreReplaced(String sent) {
        assertThat(RequestId.acceptOrCreate(sent)).isNotEqualTo(sent).matches("[0-9a-f-]{36}");
    }

    @Test
    void endlessRequestIdsAreReplaced() {
        assertThat(RequestId.acceptOrCreate("a".repeat(10_000))).hasSize(36);
    }

    @Test
    void wellFormedTracesGoOn() {
        String sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(TraceParent.continueOrStart(sent)).isEqualTo(new TraceParent(sent, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "garbage",
            })
    void malformedTracesBeginAnew(String sent) {
        TraceParent trace = TraceParent.continueOrStart(sent);
        assertThat(trace.continued()).isFalse();
        assertThat(trace.value()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9|ZH_HANS",
                "fr, ko-KR;q=0.8, en;q=0.5|KO",
                "fr|EN",
                "ko;q=0, en|EN",
                ";;;|EN",
                "*|EN",
            })
    void languageIsTheFirstThatThePlatformSpeaks(String header, Language language) {
        assertThat(Languages.negotiate(header)).isEqualTo(language);
    }
}

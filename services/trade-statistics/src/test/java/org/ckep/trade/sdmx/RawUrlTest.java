package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawUrlTest {

    /** Gotchas 1, 2 and 8 of existing clients: plus signs, escapes and dots are content. */
    @Test
    void plusSignsEscapesAndDotsAreContent() {
        RawUrl url = RawUrl.of(
                "/trade/sdmx/v1/data/CKEP%2CDF%2C1.0.0/.KR+CN.M%2BX...C00./all?startPeriod=2010&x=a+b", "/sdmx/v1");
        assertThat(url.segments()).containsExactly("data", "CKEP,DF,1.0.0", ".KR+CN.M+X...C00.", "all");
        assertThat(url.parameters()).isEqualTo(Map.of("startPeriod", "2010", "x", "a+b"));
    }

    @Test
    void oneSlashAtTheEndAndEmptyValuesSayNothing() {
        RawUrl url = RawUrl.of("/trade/sdmx/v1/data/DF/A.KR/all/?startPeriod=&detail=full&=x&", "/sdmx/v1");
        assertThat(url.segments()).containsExactly("data", "DF", "A.KR", "all");
        assertThat(url.parameters()).isEqualTo(Map.of("detail", "full"));
        assertThat(url.segment(9, "all")).isEqualTo("all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sdmx/v1/data/%",
                "/sdmx/v1/data/%4",
                "/sdmx/v1/data/%zz",
                "/sdmx/v1/data/%C0%A0",
                "/sdmx/v1/data/a%00b"
            })
    void brokenEscapesAreSyntaxErrors(String target) {
        assertThatThrownBy(() -> RawUrl.of(target, "/sdmx/v1"))
                .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                        .isEqualTo(SdmxError.SYNTAX));
    }

    @Test
    void whatStandsThereTwiceIsKnown() {
        RawUrl url = RawUrl.of("/sdmx/v2/data?c[A]=1&c%5BA%5D=2&b=3", "/sdmx/v2");
        assertThat(url.repeated()).containsExactly("c[A]");
        assertThat(url.parameter("c[A]")).isEqualTo("2");
    }
}

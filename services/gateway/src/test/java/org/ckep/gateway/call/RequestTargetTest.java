package org.ckep.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/trade/v1/series",
                "/trade/v1/series/",
                "/trade/sdmx/v1/data/DF_BTS_COMTRADE_A/A.KR.CN..8542./all/?startPeriod=2020",
                "/trade/sdmx/v1/data/DF/.A.B.",
                "/trade/sdmx/v1/data/DF/...",
                "/trade/sdmx/v1/data/CKEP,DF_BTS_COMTRADE_A,1.0.0/A.KR+CN.*~x@y",
                "/trade/sdmx/v1/data/CKEP%2CDF%5B1%5D/%2A?c[TIME_PERIOD]=ge:2010+le:2024&x=%2F%2E%2e",
                "/investment/v1/projects?q=%ED%95%9C%EA%B5%AD",
            })
    void unambiguousTargetsPass(String uri) {
        assertThat(RequestTarget.faultOf(uri)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://elsewhere.test/trade FORM",
                "* FORM",
                "/trade#x FORM",
                "/trade\\v1 CHARACTER",
                "/trade/\u00e9 CHARACTER",
                "/trade/% ENCODING",
                "/trade/%2 ENCODING",
                "/trade/%zz ENCODING",
                "/trade/v1?x=%zz ENCODING",
                "/trade/v1?x=% ENCODING",
                "/trade/v1?x=a|b CHARACTER",
                "/trade/[v1] CHARACTER",
                "/trade/%2Fv1 ENCODED_DELIMITER",
                "/trade/%2fv1 ENCODED_DELIMITER",
                "/trade/%5Cv1 ENCODED_DELIMITER",
                "/trade/v1%3Ba ENCODED_DELIMITER",
                "/trade/%2E%2E/x ENCODED_DELIMITER",
                "/trade/%2e ENCODED_DELIMITER",
                "/trade/%00 ENCODED_DELIMITER",
                "/trade/%0d%0aX ENCODED_DELIMITER",
                "/trade/./v1 DOT_SEGMENT",
                "/trade/../investment/v1 DOT_SEGMENT",
                "/trade/.. DOT_SEGMENT",
                "//trade EMPTY_SEGMENT",
                "/trade//v1 EMPTY_SEGMENT",
                "/trade;x=1/v1 MATRIX_PARAMETER",
                "/%74rade/v1 ENCODED_PREFIX",
                "/tr%61de ENCODED_PREFIX",
            })
    void ambiguousTargetsAreRefused(String uri, RequestTarget.Fault fault) {
        assertThat(RequestTarget.faultOf(uri)).isEqualTo(fault);
    }

    /** Else Quarkus would answer a request with a bare status before the door sees it. */
    @Property(tries = 5000)
    void whatPassesIsAnAddressToJavaToo(@ForAll @CharRange(from = '!', to = '~') @StringLength(max = 12) String rest) {
        String uri = "/" + rest;
        Assume.that(RequestTarget.faultOf(uri) == null);
        assertThatCode(() -> new URI(uri)).doesNotThrowAnyException();
    }
}

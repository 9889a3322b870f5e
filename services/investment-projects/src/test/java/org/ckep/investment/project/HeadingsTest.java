package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "8542", "850760", "870380", "280530", "2846", "281111", "250410", "380110", "282520", "850511", "9706",
                "0101", "2404", "8549", "8807", "3827", "0309"
            })
    void whatTheSystemHasIsKnown(String code) {
        assertThat(Headings.has(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "1215", "8550", "8488", "9707", "2405", "0107", "7807"})
    void whatItDoesNotHaveIsNot(String code) {
        assertThat(Headings.has(code)).isFalse();
    }
}

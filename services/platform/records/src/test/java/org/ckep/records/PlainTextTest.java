package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"<b>", "< script", "</p", "<!--", "<?xml", "&lt;", "&#60;", "&#x3C;"})
    void markupIsRefusedInItsLanguage(String markup) {
        LocalizedText text = LocalizedText.en("A plant " + markup);
        assertThat(PlainText.hasMarkup(text)).isTrue();
        assertThatThrownBy(() -> PlainText.require(text, "/title"))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.type()).isEqualTo(RecordsProblem.MARKUP_IN_TEXT);
                    assertThat(refusal.errors()).singleElement().satisfies(error -> assertThat(error.pointer())
                            .isEqualTo("/title/en"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"R&D", "5 > 3", "a < 3", "S&P 500; more", "<3"})
    void signsThatAreNoMarkupArePlain(String text) {
        assertThat(PlainText.hasMarkup(LocalizedText.en(text))).isFalse();
        PlainText.require(LocalizedText.en(text), "/title");
    }

    @Test
    void noTextIsPlain() {
        assertThatCode(() -> PlainText.require((LocalizedText) null, "/note")).doesNotThrowAnyException();
    }
}

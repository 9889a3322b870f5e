package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ckep.kernel.value.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTextsTest {

    @ParameterizedTest
    @EnumSource(RowError.Code.class)
    void everyCodeHasASentenceInEveryLanguage(RowError.Code code) {
        for (Language language : Language.values()) {
            assertThat(ReportTexts.ERRORS.in(language, code, List.of("1", "2")))
                    .isNotBlank()
                    .doesNotContain("{");
        }
    }

    @ParameterizedTest
    @EnumSource(Finding.Rule.class)
    void everyRuleHasASentenceInEveryLanguage(Finding.Rule rule) {
        for (Language language : Language.values()) {
            assertThat(ReportTexts.FINDINGS.in(language, rule, List.of("1", "2", "0.5")))
                    .contains("1", "2", "0.5")
                    .doesNotContain("{");
        }
    }

    @Test
    void whatStoodInTheFileIsNoPlaceholder() {
        assertThat(ReportTexts.ERRORS.of(RowError.Code.DAMAGED_TEXT, List.of("{0}{1}")))
                .containsEntry("en", "Characters were lost before the file came here: '{0}{1}'.")
                .containsEntry("zh-Hans", "文件送达之前字符已经损坏：“{0}{1}”。")
                .containsEntry("ko", "파일이 도착하기 전에 글자가 손상되었습니다: ‘{0}{1}’.");
    }
}

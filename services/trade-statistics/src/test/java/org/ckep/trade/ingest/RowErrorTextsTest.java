package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ckep.kernel.value.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowErrorTextsTest {

    @ParameterizedTest
    @EnumSource(RowError.Code.class)
    void everyCodeHasASentenceInEveryLanguage(RowError.Code code) {
        for (Language language : Language.values()) {
            assertThat(RowErrorTexts.in(language, code, List.of("1", "2")))
                    .isNotBlank()
                    .doesNotContain("{");
        }
    }

    @Test
    void whatStoodInTheFileIsNoPlaceholder() {
        assertThat(RowErrorTexts.of(RowError.ofRow(3, RowError.Code.DAMAGED_TEXT, "{0}{1}")))
                .containsEntry("en", "Characters were lost before the file came here: '{0}{1}'.")
                .containsEntry("zh-Hans", "文件送达之前字符已经损坏：“{0}{1}”。")
                .containsEntry("ko", "파일이 도착하기 전에 글자가 손상되었습니다: ‘{0}{1}’.");
    }
}

package org.ckep.kernel.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.LocalizedText.Status;
import org.junit.jupiter.api.Test;

class ScriptCheckTest {
    @Test
    void chineseTextInTheKoreanFieldIsWarnedOf() {
        LocalizedText name = LocalizedText.en("Samsung").with(Language.KO, "三星集团", Status.WORKING);
        assertThat(ScriptCheck.warnings("/name", name))
                .containsExactly(FieldError.at(
                        "/name/ko", "script-mismatch", "The Korean text has Chinese characters and no Hangul."));
    }

    @Test
    void hanjaBesideHangulAndLatinNamesAreFine() {
        LocalizedText mixed = LocalizedText.en("LG").with(Language.KO, "三星그룹", Status.WORKING);
        LocalizedText latin = LocalizedText.en("SK On").with(Language.KO, "SK On", Status.WORKING);
        assertThat(ScriptCheck.warnings("/name", mixed)).isEmpty();
        assertThat(ScriptCheck.warnings("/name", latin)).isEmpty();
        assertThat(ScriptCheck.warnings("/name", null)).isEmpty();
    }

    @Test
    void hangulInTheChineseAndChineseInTheEnglishFieldAreWarnedOf() {
        LocalizedText name = LocalizedText.of(Language.EN, "三星").with(Language.ZH_HANS, "삼성", Status.WORKING);
        assertThat(ScriptCheck.warnings("/name", name))
                .extracting(FieldError::pointer)
                .containsExactly("/name/en", "/name/zh-Hans");
    }
}

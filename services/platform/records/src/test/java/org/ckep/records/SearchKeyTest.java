package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.junit.jupiter.api.Test;

class SearchKeyTest {
    @Test
    void widthAndCaseDoNotCount() {
        assertThat(SearchKey.of(" ３２８ Lg ")).isEqualTo("328 lg");
    }

    @Test
    void everyLanguageIsFoundAndNoMatchRunsAcrossTwo() {
        LocalizedText text = LocalizedText.en("Chips");
        assertThat(SearchKey.of(List.of(text, LocalizedText.en("CHIPS"), LocalizedText.en("Cells"))))
                .isEqualTo("chips\ncells");
        assertThat(SearchKey.of(text)).isEqualTo("chips");
    }

    @Test
    void wildcardsAreTakenLiterally() {
        assertThat(SearchKey.pattern("50%_!")).isEqualTo("%50!%!_!!%");
        assertThat(SearchKey.pattern(null)).isNull();
    }
}

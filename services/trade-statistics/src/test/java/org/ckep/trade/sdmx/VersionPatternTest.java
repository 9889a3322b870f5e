package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionPatternTest {
    private static final List<String> VERSIONS = List.of(
            "0.9.0",
            "1.0",
            "1.2",
            "1.10",
            "1.0.0",
            "1.2.0",
            "1.2.3",
            "1.10.0",
            "2.0.0",
            "2.1.0-draft",
            "3",
            "2.0.1-beta");

    @ParameterizedTest
    @CsvSource({
        "1.0.0,1.0.0",
        "1.0,1.0",
        "2.1.0-draft,2.1.0-draft",
        "+,2.0.0",
        "+.0.0,2.0.0",
        "1+.0.0,2.0.0",
        "1.+.0,1.10.0",
        "1.0+.0,1.10.0",
        "1.2.+,1.2.3",
        "1.2.0+,1.2.3",
        "1+.5.0,2.0.0",
        "1.3+.0,1.10.0",
        "1.2.4+,''",
        "9.+.0,''",
        "~,3",
        "~.0,1.10",
        "0~.0,1.10",
        "~.0.0,2.1.0-draft",
        "1.~,1.10",
        "1.0~,1.10",
        "2.~.0,2.1.0-draft",
        "2.0.~,2.0.1-beta",
        "1.3~,1.10",
        "*.0,1.0 1.2 1.10",
        "1.2.*,1.2.0 1.2.3",
        "1.2*.0,1.2.0 1.2.3 1.10.0",
        "*.0.0,0.9.0 1.0.0 1.2.0 1.2.3 1.10.0 2.0.0 2.0.1-beta 2.1.0-draft"
    })
    void anOperatorMeansTheLatestOrAll(String pattern, String versions) {
        assertThat(String.join(" ", VersionPattern.of(pattern).among(VERSIONS))).isEqualTo(versions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+.+.0", "1.+", "+.0", "1+", "~.1", "+.0.1", "1.0.0.0", "x", "", "1..0", "1.0.0-", "*~", "1.2.3.+"
            })
    void anythingElseIsASyntaxError(String pattern) {
        assertThatThrownBy(() -> VersionPattern.of(pattern))
                .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                        .isEqualTo(SdmxError.SYNTAX));
    }
}

package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.DataClassification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BorderRulesTest {
    @ParameterizedTest
    @CsvSource({
        "public,public",
        "partner,public",
        "bilateral,public partner bilateral",
        "side-cn,public partner bilateral side-cn",
        "side-kr,public partner bilateral side-kr",
        "agency-kotra,public partner"
    })
    void aLogHoldsWhatItsReadersMayKnow(String log, String readable) {
        assertThat(Stream.of(DataClassification.values())
                        .map(DataClassification::code)
                        .filter(classification -> BorderRules.admits(new Audience(log), true, classification)))
                .containsExactlyInAnyOrder(readable.split(" "));
        assertThat(BorderRules.admits(new Audience(log), true, "secret")).isFalse();
        assertThat(BorderRules.admits(new Audience(log), true, null)).isFalse();
    }

    /** A ministry's drafts have the same kind of topic; nobody reads them there. */
    @Test
    void theLogOfAnAgencyIsSortedWhenItIsOpened() {
        Audience ministry = Audience.agency("mofcom");
        assertThat(BorderRules.admits(ministry, false, "ministry-cn")).isTrue();
        assertThat(BorderRules.admits(ministry, false, "secret")).isFalse();
        assertThat(BorderRules.admits(ministry, false, null)).isFalse();
        assertThat(BorderRules.readableByAgencies()).containsExactly("partner", "public");
    }

    @Test
    void aRecordBelongsToTheSideOfTheData() {
        assertThat(List.of("side-cn", "ministry-cn", "side-kr", "ministry-kr"))
                .extracting(BorderRules::origin)
                .containsExactly("side-cn", "side-cn", "side-kr", "side-kr");
        assertThat(List.of("public", "partner", "bilateral", "secret"))
                .extracting(BorderRules::origin)
                .containsOnlyNulls();
        assertThat(BorderRules.origin(null)).isNull();
    }
}

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
        "agency-kotra,public partner",
        "ministry-cn-mofcom,ministry-cn",
        "ministry-kr-motir,ministry-kr"
    })
    void aLogHoldsWhatItsReadersMayKnow(String log, String readable) {
        assertThat(Stream.of(DataClassification.values())
                        .map(DataClassification::code)
                        .filter(classification -> BorderRules.admits(new Audience(log), true, classification)))
                .containsExactlyInAnyOrder(readable.split(" "));
        assertThat(BorderRules.admits(new Audience(log), true, "secret")).isFalse();
        assertThat(BorderRules.admits(new Audience(log), true, null)).isFalse();
    }

    /** A ministry's drafts have the same kind of topic, and another log. */
    @Test
    void whatIsAMinistrysStandsInItsOwnLog() {
        Audience mofcom = Audience.agency("mofcom");
        assertThat(BorderRules.log(mofcom, "ministry-cn").id()).isEqualTo("ministry-cn-mofcom");
        assertThat(BorderRules.log(mofcom, "ministry-kr").id()).isEqualTo("ministry-kr-mofcom");
        assertThat(BorderRules.log(mofcom, "partner")).isEqualTo(mofcom);
        assertThat(BorderRules.log(mofcom, null)).isEqualTo(mofcom);
        assertThat(BorderRules.log(Audience.SIDE_CN, "ministry-cn")).isEqualTo(Audience.SIDE_CN);
    }

    @Test
    void theLogOfAnAgencyIsSortedWhenItIsOpened() {
        Audience agency = Audience.agency("mofcom");
        assertThat(BorderRules.admits(agency, false, "side-cn")).isTrue();
        assertThat(BorderRules.admits(agency, false, "secret")).isFalse();
        assertThat(BorderRules.admits(agency, false, null)).isFalse();
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

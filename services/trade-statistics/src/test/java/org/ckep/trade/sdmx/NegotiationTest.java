package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
    private static final String GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1";
    private static final String SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";
    private static final String CSV = "application/vnd.sdmx.data+csv;version=1.0.0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|" + GENERIC,
                "*/*|" + GENERIC,
                "application/*|" + GENERIC,
                "application/xml|" + GENERIC,
                "application/vnd.sdmx.genericdata+xml; version=2.1, application/vnd.sdmx.structurespecificdata+xml;"
                        + " version=2.1|" + GENERIC,
                "application/vnd.sdmx.structurespecificdata+xml;version=2.1|" + SPECIFIC,
                "application/vnd.sdmx.structurespecificdata+xml|" + SPECIFIC,
                "application/vnd.sdmx.genericdata+xml;q=0.2,application/vnd.sdmx.structurespecificdata+xml;q=0.9|"
                        + SPECIFIC,
                "application/vnd.sdmx.genericdata+xml;q=0,*/*;q=0.1|" + GENERIC,
                "application/vnd.sdmx.data+csv;version=1.0|" + CSV,
                "application/vnd.sdmx.data+csv;version=1.0.0;labels=id;timeFormat=normalized|" + CSV,
                "application/vnd.sdmx.data+csv;labels=both|" + CSV + ";labels=both",
                "text/csv|" + CSV,
                "Application/VND.SDMX.data+csv|" + CSV,
                "application/vnd.sdmx.data+json;version=2.0.0,text/csv;q=0.5|" + CSV
            })
    void theMostWantedFormatIsChosen(String accept, String contentType) {
        assertThat(Negotiation.choose(Resource.DATA, accept, null).contentType())
                .isEqualTo(contentType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.sdmx.data+json;version=1.0.0",
                "application/json",
                "application/vnd.sdmx.data+csv;version=2.0.0",
                "application/vnd.sdmx.data+csv;labels=name",
                "application/vnd.sdmx.structure+xml;version=2.1",
                "image/png"
            })
    void whatIsNotOfferedIsRefusedWithWhatIs(String accept) {
        assertThatThrownBy(() -> Negotiation.choose(Resource.DATA, accept, null))
                .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                        .isEqualTo(SdmxError.NOT_ACCEPTABLE))
                .hasMessageContaining(GENERIC + ", " + SPECIFIC + ", " + CSV);
    }

    @Test
    void theParameterWinsOverTheHeader() {
        assertThat(Negotiation.choose(Resource.DATA, GENERIC, "csvfilewithlabels")
                        .contentType())
                .isEqualTo(CSV + ";labels=both");
        assertThat(Negotiation.choose(Resource.DATA, "image/png", "sdmx-2.1").contentType())
                .isEqualTo(GENERIC);
        assertThat(Negotiation.choose(Resource.STRUCTURE, null, "sdmx-2.1").contentType())
                .isEqualTo("application/vnd.sdmx.structure+xml;version=2.1");
        assertThatThrownBy(() -> Negotiation.choose(Resource.DATA, null, "jsondata"))
                .isInstanceOf(SdmxException.class);
    }
}
